// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The notable changes of a period, and what carries them: knows neither SQL nor HTML nor HTTP.
 *
 * <p><b>Takes</b> daily counts by series and country, by series and sensor, what was observed, and
 * the loudest sources; finer counts of the few series that changed. <b>Gives</b> phenomena (one per
 * change, at the narrowest origin that carries most of it), trends of 60 days or more, single
 * sources, sensors suspected blind. <b>Runs on</b> any thread. <b>Loses</b> nothing; what single
 * sources sent is taken out of the counts and listed.
 *
 * <p>The method, in the order of a question:
 *
 * <ol>
 *   <li>exposure by a multiplicative model of days and sensors, and a weekday factor, as the offset
 *       and day-of-week terms of Farrington Flexible (Noufaily et al., Stat. Med. 32, 2013, p.
 *       1206);
 *   <li>counts stabilised for negative binomial spread (Anscombe 1948), its size and its AR(1)
 *       correlation measured from differences (after Chakar et al. 2017);
 *   <li>each port's countries together, then each country against the others: a slow random-walk
 *       slope, in which steps, pulses and ramps are sought by generalised least squares (Harvey and
 *       Koopman 1992; de Jong and Penzer, J. Am. Stat. Assoc. 93, 1998, p. 796), all dates of the
 *       finished period at once;
 *   <li>confirmation by the negative binomial tail (Farrington's threshold), Benjamini–Hochberg
 *       over all series, then materiality in packets and in distinct sources;
 *   <li>one claim per change, at the narrowest origin that carries most of it.
 * </ol>
 */
package org.teiten.central.phenomena;
