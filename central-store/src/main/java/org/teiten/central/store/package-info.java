/**
 * Keeps FlowTuples, the ledger and the coverage in one DuckDB file, and answers questions of it.
 *
 * <p><b>Takes</b> checked batches row by row, and questions as {@code .sql} files of this package.
 * <b>Gives</b> transactions that are durable once committed, and plain rows. <b>Runs on</b> one
 * writer thread; readers on any thread, each with a connection of its own. <b>Loses</b> nothing:
 * what was not committed is rolled back as a whole.
 */
package org.teiten.central.store;
