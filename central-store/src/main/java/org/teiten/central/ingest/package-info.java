/**
 * Takes batches in, and counts each once.
 *
 * <p><b>Takes</b> batches over HTTP and from archives. <b>Gives</b> an answer per batch, after its
 * rows are durable. <b>Runs on</b> HTTP threads up to the checked file, then on one writer thread
 * that commits whole batches in groups. <b>Loses</b> nothing: a batch is stored, known already, or
 * refused with a reason, each counted by {@code teiten_ingest_batches_total}.
 */
package org.teiten.central.ingest;
