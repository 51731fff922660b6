/**
 * A process's metrics and health for Prometheus and for people.
 *
 * <p><b>Takes</b> a list of metrics per stage and callbacks that read its counters. <b>Gives</b>
 * {@code /metrics} and {@code /health} over HTTP. <b>Runs on</b> two threads of its own; callbacks
 * run on them and must not block. <b>Loses</b> requests beyond a few at a time: their connections
 * are closed.
 */
package org.teiten.support.metrics;
