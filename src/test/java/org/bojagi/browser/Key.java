package org.bojagi.browser;

/** A key of the keyboard, as the DevTools protocol describes it. */
public enum Key {
  TAB("Tab", "Tab", 9, ""),
  ENTER("Enter", "Enter", 13, "\r"),
  ESCAPE("Escape", "Escape", 27, ""),
  SPACE(" ", "Space", 32, " "),
  PAGE_UP("PageUp", "PageUp", 33, ""),
  PAGE_DOWN("PageDown", "PageDown", 34, ""),
  END("End", "End", 35, ""),
  HOME("Home", "Home", 36, ""),
  LEFT("ArrowLeft", "ArrowLeft", 37, ""),
  UP("ArrowUp", "ArrowUp", 38, ""),
  RIGHT("ArrowRight", "ArrowRight", 39, ""),
  DOWN("ArrowDown", "ArrowDown", 40, ""),
  BACKSPACE("Backspace", "Backspace", 8, ""),
  /** Escape while an input method is on: pages are told that the method processes it. */
  ESCAPE_TO_INPUT_METHOD("Process", "Escape", 229, "");

  final String key;
  final String code;
  final int number;
  final String text;

  Key(String key, String code, int number, String text) {
    this.key = key;
    this.code = code;
    this.number = number;
    this.text = text;
  }
}
