package org.bojagi.plan;

/**
 * How a partition is divided when it is formatted with the usual settings.
 *
 * @param clusterBytes of one cluster
 * @param clusters for files and folders, without what the empty file system takes of them
 */
record Geometry(int clusterBytes, long clusters) {
  private static final int SECTOR = 512;
  private static final int KIB = 1 << 10;
  private static final long MIB = 1 << 20;
  private static final long GIB = 1 << 30;

  /** Boot sector, its copy and FSInfo: Microsoft, FAT32 File System Specification 1.03, BPB_RsvdSecCnt. */
  private static final int FAT32_RESERVED_SECTORS = 32;

  /** What {@code mkfs.exfat} and Windows align the table and the clusters to. */
  private static final long EXFAT_BOUNDARY = MIB;

  /** exFAT file system specification §7.2.5: the recommended up-case table. */
  private static final int EXFAT_UPCASE_BYTES = 5836;

  static Geometry of(long partitionBytes, FileSystem fileSystem) {
    return switch (fileSystem) {
      case FAT32 -> fat32(partitionBytes, fat32ClusterBytes(partitionBytes));
      case EXFAT -> exfat(partitionBytes);
    };
  }

  long freeBytes() {
    return clusters * clusterBytes;
  }

  long usableBytes(int freePercent) {
    return (clusters - Math.ceilDiv(clusters * freePercent, 100)) * clusterBytes;
  }

  long rounded(long fileBytes) {
    return Math.ceilDiv(fileBytes, clusterBytes) * clusterBytes;
  }

  /** Microsoft's defaults (support article 140365) and, from 260 MiB on, those of {@code mkfs.fat}. */
  static int fat32ClusterBytes(long partitionBytes) {
    if (partitionBytes <= 64 * MIB) {
      return SECTOR;
    }
    if (partitionBytes <= 128 * MIB) {
      return KIB;
    }
    if (partitionBytes <= 256 * MIB) {
      return 2 * KIB;
    }
    if (partitionBytes <= 8 * GIB) {
      return 4 * KIB;
    }
    if (partitionBytes <= 16 * GIB) {
      return 8 * KIB;
    }
    return partitionBytes <= 32 * GIB ? 16 * KIB : 32 * KIB;
  }

  /** Reserved sectors, two tables of four bytes a cluster, then clusters, each begun at a multiple of a cluster. */
  static Geometry fat32(long partitionBytes, int clusterBytes) {
    long sectors = partitionBytes / SECTOR;
    int perCluster = clusterBytes / SECTOR;
    long reserved = roundUp(FAT32_RESERVED_SECTORS, perCluster);
    long most = ((sectors - reserved) * SECTOR + 16) / (clusterBytes + 8); // with 4 bytes in each of two tables
    long table = roundUp(Math.ceilDiv((most + 2) * 4, SECTOR), perCluster);
    long clusters = (sectors - reserved - 2 * table) / perCluster;
    return new Geometry(clusterBytes, clusters - 1); // the root folder has one
  }

  /** Boot regions, one table, then clusters, of which the bitmap, the up-case table and the root folder take some. */
  static Geometry exfat(long partitionBytes) {
    int clusterBytes =
        partitionBytes <= 256 * MIB ? 4 * KIB : partitionBytes <= 32 * GIB ? 32 * KIB : 128 * KIB;
    long most = (partitionBytes - EXFAT_BOUNDARY) / clusterBytes;
    long heap = roundUp(EXFAT_BOUNDARY + (most + 2) * 4, EXFAT_BOUNDARY);
    long clusters = (partitionBytes - heap) / clusterBytes;
    long taken =
        Math.ceilDiv(Math.ceilDiv(clusters, 8), clusterBytes) + Math.ceilDiv(EXFAT_UPCASE_BYTES, clusterBytes) + 1;
    return new Geometry(clusterBytes, clusters - taken);
  }

  private static long roundUp(long number, long unit) {
    return Math.ceilDiv(number, unit) * unit;
  }
}
