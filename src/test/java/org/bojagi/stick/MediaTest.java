package org.bojagi.stick;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MediaTest {
  @Test
  void whatIsPluggedInIsFoundInLinuxsTableOfMounts() {
    var table =
        List.of(
            "/dev/sda2 / ext4 rw,relatime 0 0",
            "proc /proc proc rw 0 0",
            "/dev/sdb1 /media/reader/NEW\\040STICK vfat rw,showexec 0 0",
            "/dev/sdc1 /run/media/reader/기억기 exfat rw 0 0",
            "tmpfs /media/reader/none tmpfs rw 0 0",
            "/dev/loop3 /snap/core/1 squashfs ro 0 0",
            "");
    assertEquals(
        List.of(Path.of("/media/reader/NEW STICK"), Path.of("/run/media/reader/기억기")), Media.mounts(table));
  }
}
