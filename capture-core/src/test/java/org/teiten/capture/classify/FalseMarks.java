// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.classify;

import static org.teiten.capture.classify.ProbeFrame.syn;

import java.util.Random;
import java.util.function.Supplier;

/**
 * How often a mark is seen by chance.
 *
 * @param frames frames of nobody's tool
 * @param marked those that bear a mark all the same
 */
record FalseMarks(int frames, int marked) {
  private static final String[] OPTIONS = {
    "020405b4 0402 080a%08x00000000 01 030307", // Linux
    "020405b4 01030308 01010402", // Windows
    "020405b4 01 030306 01 01 080a%08x00000000 0402 0000" // macOS
  };
  private static final int[] WINDOWS = {64_240, 64_240, 65_535};

  /** SYNs as Linux, Windows and macOS send them. */
  static FalseMarks ordinary(int frames) {
    Random random = new Random(20_261_124);
    return of(
        frames,
        () -> {
          int stack = random.nextInt(3);
          return syn()
              .dontFragment()
              .id(random.nextInt(65_536))
              .sequence(random.nextInt())
              .from(random.nextInt())
              .to(0xcb00_7100 | random.nextInt(256), random.nextInt(65_536))
              .window(WINDOWS[stack])
              .ttl(stack == 1 ? 110 : 50)
              .options(String.format(OPTIONS[stack], random.nextInt()));
        });
  }

  /** SYNs without options, as simple tools build them. */
  static FalseMarks bare(int frames) {
    Random random = new Random(7);
    return of(
        frames, () -> syn().id(random.nextInt(65_536)).sequence(random.nextInt()).window(512));
  }

  private static FalseMarks of(int frames, Supplier<ProbeFrame> next) {
    FingerprintRules rules = new FingerprintRules();
    int marked = 0;
    for (int i = 0; i < frames; i++) {
      var headers = next.get().headers();
      int id = rules.match(ToolFrames.NOW, headers, PacketClassifier.type(headers));
      marked += id == FingerprintRules.NONE ? 0 : 1;
    }
    return new FalseMarks(frames, marked);
  }
}
