package io.github.taeda.nn.data.download;

/**
 * A file that mirrors offer.
 *
 * @param name its name there and here
 * @param size its length in bytes
 * @param sha256 its checksum, 64 hexadecimal digits
 */
record RemoteFile(String name, long size, String sha256) {}
