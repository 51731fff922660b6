// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.source;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;

/**
 * Frames from a network interface, inbound ones or all that pass it, through libpcap's
 * memory-mapped ring (TPACKET_V3).
 *
 * <p>Never sends. {@link #wakeUp()} may be called from any thread, all else from one.
 *
 * <p><b>Design note.</b> {@code pcap_next_ex} waits for ever on a silent interface, because
 * TPACKET_V3 does not fire its timeout without a frame. So the handle is non-blocking, and {@link
 * #awaitFrames} waits with poll(2), which {@link #wakeUp()} ends through an event descriptor.
 *
 * <p>The books balance exactly: a filter that rejects everything is put on the socket while it is
 * being set up, and again by {@link #stop()}; in between every frame that the kernel counted was
 * either dropped and counted by it, or is handed over here.
 */
public final class LivePacketSource implements PacketSource {
  private static final int SETTLE_TIMEOUTS = 3;

  private final String networkInterface;
  private final long timeoutNanos;
  private final PcapHandle handle;
  private final PacketSocket socket;
  private final LiveCounts counts;
  private final FanoutGroup.Member member;
  private boolean joined;
  private LinkType linkType;
  private long delivered;
  private long settledByNanos;
  private boolean stopping;
  private boolean ended;
  private SourceStatistics atEnd;

  private LivePacketSource(
      LiveSourceConfig config, FanoutGroup.Member member, PcapHandle handle, PacketSocket socket) {
    this.networkInterface = config.networkInterface();
    this.timeoutNanos = config.timeout().toNanos();
    this.member = member;
    this.handle = handle;
    this.socket = socket;
    this.counts = new LiveCounts(handle, networkInterface);
  }

  /**
   * Loads libpcap and what else opening an interface needs, which otherwise the first to open one
   * does.
   *
   * @throws IOException in one sentence, if libpcap is not there or not usable
   */
  public static void load() throws IOException {
    Libpcap.functions();
    Libc.functions();
  }

  /**
   * Opens the interface; frames that arrive from the return on are taken.
   *
   * @throws IOException in one sentence, if there is no such interface, it is down, the privilege
   *     is missing, the filter is wrong, or its link type is not supported
   */
  public static LivePacketSource open(LiveSourceConfig config) throws IOException {
    return open(config, new FanoutGroup(1).member(0));
  }

  /**
   * Opens the interface as one of several captures that share its packets.
   *
   * @throws IOException as {@link #open(LiveSourceConfig)}, or if the kernel cannot share them
   */
  public static LivePacketSource open(LiveSourceConfig config, FanoutGroup.Member member)
      throws IOException {
    if (member.group().divides() && config.ownTraffic()) {
      throw new IllegalArgumentException(
          "answers to this host's own traffic are only told apart by one capture");
    }
    PcapHandle handle = LiveActivation.activate(config);
    try {
      PacketSocket socket = PacketSocket.of(handle, config.networkInterface());
      LivePacketSource source = new LivePacketSource(config, member, handle, socket);
      try {
        source.begin(config);
        return source;
      } catch (IOException | RuntimeException e) {
        source.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      handle.close();
      throw e;
    }
  }

  private void begin(LiveSourceConfig config) throws IOException {
    linkType = handle.linkType("interface " + networkInterface);
    socket.rejectAll();
    boolean inboundOnly = !config.ownTraffic() || socket.isLoopback();
    if (inboundOnly) {
      socket.ignoreOutgoing();
    }
    discardEarlyFrames();
    if (inboundOnly) {
      LiveActivation.acceptInboundOnly(handle, networkInterface);
    }
    // While it is joining, its socket rejects what it gets: no frame is seen by two members.
    boolean divides = member.group().divides();
    if (divides) {
      member.group().join(socket);
      joined = true;
    }
    if (config.filter().isPresent()) {
      String expression = config.filter().get();
      LiveActivation.filter(
          handle, networkInterface, divides ? "inbound and (" + expression + ")" : expression);
    } else if (divides) {
      socket.acceptInbound();
    } else {
      socket.acceptAll();
    }
  }

  /** Frames that came before everything was set up are neither counted nor handed over. */
  private void discardEarlyFrames() throws IOException {
    stop();
    while (poll(LivePacketSource::discard, Integer.MAX_VALUE) != END) {
      awaitFrames(1);
    }
    counts.startFromHere();
    delivered = 0;
    stopping = false;
    ended = false;
    atEnd = null;
  }

  private static void discard(
      long timestampMicros, int wireLength, DirectBuffer buffer, int offset, int capturedLength) {}

  @Override
  public LinkType linkType() {
    return linkType;
  }

  @Override
  public int poll(FrameHandler handler, int limit) throws IOException {
    if (ended) {
      return END;
    }
    int frames = handle.poll(handler, limit);
    delivered += frames;
    if (frames > 0) {
      return frames;
    }
    if (handle.status() < 0) {
      ended = true;
      throw failed(handle.error());
    }
    if (stopping && limit > 0) {
      SourceStatistics now = counts.read();
      if (now.received() - now.kernelDropped() <= delivered
          || System.nanoTime() - settledByNanos > 0) {
        atEnd = now;
        ended = true;
        return END;
      }
    }
    return 0;
  }

  private IOException failed(String words) {
    return new IOException(
        "interface "
            + networkInterface
            + " gives no more frames: "
            + words
            + "; see `ip link show "
            + networkInterface
            + "`");
  }

  @Override
  public boolean awaitFrames(int timeoutMillis) throws IOException {
    if (ended) {
      return false;
    }
    boolean ready = socket.await(timeoutMillis);
    if (!ready && !stopping && !socket.isUp()) {
      ended = true;
      throw failed("it is down");
    }
    return ready;
  }

  /**
   * Ends a wait in {@link #awaitFrames}, now or the next one. From any thread, also after closing.
   */
  public void wakeUp() {
    socket.wakeUp();
  }

  @Override
  public void stop() throws IOException {
    if (!stopping) {
      stopping = true;
      socket.rejectAll();
      settledByNanos =
          System.nanoTime() + SETTLE_TIMEOUTS * timeoutNanos + TimeUnit.MILLISECONDS.toNanos(100);
    }
  }

  @Override
  public SourceStatistics statistics() throws IOException {
    SourceStatistics now = atEnd == null ? counts.read() : atEnd;
    return member.number() == 0
        ? now
        : new SourceStatistics(now.received(), now.kernelDropped(), 0);
  }

  @Override
  public void close() {
    ended = true;
    socket.close();
    if (joined) {
      joined = false;
      member.group().leave(handle::close);
    } else {
      handle.close();
    }
  }
}
