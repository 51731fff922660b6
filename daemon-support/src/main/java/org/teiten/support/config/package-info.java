/**
 * Settings: YAML files bound to immutable records.
 *
 * <p><b>Takes</b> a YAML file and the record that says what may stand in it. <b>Gives</b> the
 * record, or every problem with file, line and column; and the effective values as YAML with
 * secrets masked. <b>Runs on</b> the thread that calls, at start only. <b>Loses</b> nothing: what
 * it does not understand, it refuses.
 */
package org.teiten.support.config;
