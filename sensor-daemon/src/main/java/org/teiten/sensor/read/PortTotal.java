package org.teiten.sensor.read;

/**
 * One line of the report.
 *
 * @param sources distinct sources
 * @param sourcesEstimated whether that number is an estimate
 */
record PortTotal(
    PortKey key, long packets, long bytes, long sources, boolean sourcesEstimated) {}
