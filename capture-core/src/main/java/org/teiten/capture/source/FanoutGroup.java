// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.source;

import java.io.IOException;
import java.security.SecureRandom;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Several captures of one interface among which the kernel divides the packets by IP source, so
 * that one source's packets all go to one of them (PACKET_FANOUT, packet(7)). What is no IP goes to
 * one fixed member; while a member is missing, the others get its share. Any thread.
 *
 * <p>What a router delivers in a tunnel is divided by the outer source: the router's.
 */
public final class FanoutGroup {
  /** The most members. */
  public static final int MAX_MEMBERS = 16;

  private final int members;
  private final UnsafeBuffer program;
  private int joined;
  private int id;

  /**
   * One of the captures.
   *
   * @param group which it belongs to
   * @param number from 0; number 0 alone counts what the interface dropped, which is one count for
   *     all
   */
  public record Member(FanoutGroup group, int number) {}

  /**
   * A group that no capture has joined.
   *
   * @param members 1 to {@value #MAX_MEMBERS}; with 1 the kernel has nothing to divide
   */
  public FanoutGroup(int members) {
    if (members < 1 || members > MAX_MEMBERS) {
      throw new IllegalArgumentException(
          "captures of one interface must be 1 to " + MAX_MEMBERS + ", not " + members);
    }
    this.members = members;
    SecureRandom random = new SecureRandom();
    program = new FanoutProgram(random.nextInt(), random.nextInt() | 1).assembled();
  }

  public Member member(int number) {
    if (number < 0 || number >= members) {
      throw new IllegalArgumentException("member " + number + " of " + members);
    }
    return new Member(this, number);
  }

  boolean divides() {
    return members > 1;
  }

  /** Lets the kernel divide from here on; the first to join makes the kernel's group. */
  synchronized void join(PacketSocket socket) throws IOException {
    id = joined == 0 ? socket.newFanout() : socket.joinFanout(id);
    socket.fanoutProgram(program.addressOffset(), FanoutProgram.HEADER_BYTES);
    joined++;
  }

  /** Leaves by closing the socket, which alone makes the kernel forget it. */
  synchronized void leave(Runnable close) {
    close.run();
    joined--;
  }
}
