/**
 * What a user or an operator is told when something fails, once and in one sentence.
 *
 * <p><b>Takes</b> exceptions. <b>Gives</b> exit codes (0 done, 1 the world failed, 2 wrong usage or
 * configuration), sentences that say what, where and what to do, and a log that repeats no cause.
 * <b>Runs on</b> any thread. <b>Loses</b> repeated log lines of a cause already told; their number
 * is told later.
 */
package org.teiten.support.errors;
