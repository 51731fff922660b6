/**
 * Batches on disk until the centre has them.
 *
 * <p><b>Takes</b> closed intervals. <b>Gives</b> batches, oldest first, that survive kill -9 and
 * power loss from the moment they have their name. <b>Runs on</b> the spool thread (writing) and
 * the shipping thread (taking, deleting). <b>Loses</b> what the disk has no room for ({@code
 * teiten_spool_dropped_batches_total}, {@code …_packets_total}, by reason) and puts aside for a
 * human what is torn, foreign or refused ({@code teiten_spool_set_aside_batches_total}).
 *
 * <pre>
 *   state                       epoch and the next sequence, replaced as a whole
 *   lock                        held while a process uses the folder
 *   SENSOR_EPOCH_SEQUENCE.avro  a whole batch
 *   *.tmp                       being written; what a killed process left goes aside
 *   aside/                      for a human, each with a note FILE.why; bounded, the oldest goes
 *   returned/                   what a human wants sent again; taken within a minute
 * </pre>
 *
 * A batch's name is the authority on its id: giving a batch a new id is one rename, and content
 * whose header still bears the old id is rewritten before it is sent.
 */
package org.teiten.sensor.spool;
