/**
 * The log: lines on stderr, for a terminal or journald.
 *
 * <p><b>Takes</b> SLF4J events. <b>Gives</b> one line each, UTC, line breaks removed; to the
 * journal each with its priority and without the time. <b>Runs on</b> the thread that logs.
 * <b>Loses</b> nothing but what lies under the level, INFO unless {@code --debug}.
 */
package org.teiten.support.logging;
