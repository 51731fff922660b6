/**
 * Copies a centre while it runs, and puts a copy back.
 *
 * <p><b>Takes</b> a store that somebody may be writing to, and the data folder beside it.
 * <b>Gives</b> a folder with a consistent copy, a checksum of each file and a list of what is in
 * it; and out of such a folder a data folder. <b>Runs on</b> a thread of its own beside the writer,
 * which goes on. <b>Loses</b> nothing: a backup appears whole or not at all, and one that does not
 * match its checksums is not restored. Batches that were taken after it was made are not in it.
 */
package org.teiten.central.backup;
