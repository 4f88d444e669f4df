package org.bojagi.corpus;

/**
 * A link or an embedded picture, film or sound in a Markdown or HTML file.
 *
 * @param from path of the file that holds it, in the bundle
 * @param line of that file, from 1
 * @param target as written, entities and escapes of the format undone, percent signs not
 * @param path of the file in the bundle that is meant; empty where there is none, so that its place
 *     can say so
 * @param embedded shown in place (a picture, a film), not only linked to
 */
public record Link(String from, int line, String target, String path, boolean embedded) {

  public boolean isMissing() {
    return path.isEmpty();
  }
}
