// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple;

import java.util.Arrays;

/**
 * The distinct sources of a folded row as the compact image of an Apache DataSketches {@code
 * HllSketch} (HLL_8), so that rows of several intervals and sensors can be merged. Here only bytes:
 * who needs the estimate brings the library.
 */
public final class SourcesSketch {
  private final byte[] image;

  /**
   * Wraps an image.
   *
   * @param image the sketch's compact image; copied
   */
  public SourcesSketch(byte[] image) {
    this.image = image.clone();
  }

  public byte[] image() {
    return image.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SourcesSketch sketch && Arrays.equals(image, sketch.image);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(image);
  }
}
