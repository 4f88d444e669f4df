package org.bojagi.cli.read;

import java.util.Locale;
import org.bojagi.inventory.Inventory;

/** Shows what an inventory is at. */
public final class InventoryProgress implements Inventory.Progress, AutoCloseable {
  private final Progress progress = new Progress();

  @Override
  public void at(Inventory.Stage stage, long done, long total) {
    progress.show(done, total, Texts.text("inventory.stage." + stage.name().toLowerCase(Locale.ROOT), done));
  }

  @Override
  public void close() {
    progress.close();
  }
}
