/**
 * Batches to the centre.
 *
 * <p><b>Takes</b> batches from the spool, oldest first. <b>Gives</b> them to the centre with {@code
 * PUT}, and each answer its meaning (design §5). <b>Runs on</b> the shipping thread. <b>Loses</b>
 * nothing: a batch leaves the spool when the centre has it, or goes aside when the centre will
 * never take it ({@code teiten_spool_set_aside_batches_total}); all else is tried again.
 */
package org.teiten.sensor.ship;
