package org.bojagi.bundle;

/**
 * A file as the tar of its shelf has it.
 *
 * @param path as it stands in the tar, perhaps with underscores (format.md §4.2)
 * @param within offset of its bytes in the unpacked shelf
 */
public record ShelvedFile(String path, int within, int sizeBytes) {}
