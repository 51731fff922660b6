// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * <b>Takes</b> a command line with a model file. <b>Gives</b> a folder of batches or captures.
 * <b>Runs on</b> the main thread. <b>Loses</b> nothing; what cannot be written ends the program
 * with exit code 1.
 */
package org.teiten.checks.simulator;
