// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.source;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A classic BPF program by which the kernel chooses the member of a fanout group: a hash of the IP
 * source, behind up to {@value #MAX_TAGS} VLAN tags that the kernel has not taken off itself;
 * everything else is 0. Offsets count from the network header ({@code SKF_NET_OFF}), for the kernel
 * has already passed the link header.
 *
 * <pre>
 *   sock_filter     0 u16 code   2 u8 jt   3 u8 jf   4 u32 k
 *   sock_fprog      0 u16 length   8 address of the instructions
 * </pre>
 *
 * Source of codes and constants: {@code linux/bpf_common.h}, {@code linux/filter.h}.
 */
final class FanoutProgram {
  /** {@code struct sock_fprog}. */
  static final int HEADER_BYTES = 16;

  private static final int MAX_TAGS = 3;
  private static final int INSTRUCTION_BYTES = 8;

  private static final int NET = -0x10_0000;
  private static final int AD_PROTOCOL = -0x1000;
  private static final int IPV4_SOURCE = 12;
  private static final int IPV6_SOURCE = 8;
  private static final int IPV6_SOURCE_WORDS = 4;
  private static final int TAG_BYTES = 4;
  private static final int TYPE_IN_TAG = 2;

  private static final int LOAD_WORD = 0x20;
  private static final int LOAD_WORD_AT_X = 0x40;
  private static final int LOAD_HALF_AT_X = 0x48;
  private static final int LOAD_MEMORY = 0x60;
  private static final int LOAD_X = 0x01;
  private static final int LOAD_X_MEMORY = 0x61;
  private static final int STORE = 0x02;
  private static final int STORE_X = 0x03;
  private static final int ADD = 0x04;
  private static final int MULTIPLY = 0x24;
  private static final int SHIFT_RIGHT = 0x74;
  private static final int XOR = 0xa4;
  private static final int XOR_X = 0xac;
  private static final int JUMP = 0x05;
  private static final int JUMP_IF_EQUAL = 0x15;
  private static final int RETURN = 0x06;
  private static final int RETURN_A = 0x16;
  private static final int A_TO_X = 0x07;
  private static final int X_TO_A = 0x87;

  private record Instruction(int code, String target, int k) {}

  private final List<Instruction> instructions = new ArrayList<>();
  private final Map<String, Integer> labels = new HashMap<>();

  /**
   * Assembles it.
   *
   * @param key secret, so that nobody can choose sources that all go to one member
   * @param multiplier secret and odd
   */
  FanoutProgram(int key, int multiplier) {
    emit(LOAD_WORD, AD_PROTOCOL);
    emit(LOAD_X, 0);
    for (int tags = 0; tags <= MAX_TAGS; tags++) {
      jumpIfEqual(0x0800, "ipv4");
      jumpIfEqual(0x86dd, "ipv6");
      if (tags < MAX_TAGS) {
        jumpIfEqual(0x8100, "tag" + tags);
        jumpIfEqual(0x88a8, "tag" + tags);
        jumpIfEqual(0x9100, "tag" + tags);
      }
      emit(RETURN, 0);
      if (tags < MAX_TAGS) {
        label("tag" + tags);
        emit(X_TO_A, 0);
        emit(ADD, TAG_BYTES);
        emit(A_TO_X, 0);
        emit(LOAD_HALF_AT_X, NET - TAG_BYTES + TYPE_IN_TAG);
      }
    }
    ipv6(multiplier);
    label("ipv4");
    emit(LOAD_WORD_AT_X, NET + IPV4_SOURCE);
    label("hash");
    emit(XOR, key);
    mix(16);
    emit(MULTIPLY, multiplier);
    mix(15);
    emit(MULTIPLY, multiplier);
    emit(SHIFT_RIGHT, 16);
    emit(RETURN_A, 0);
  }

  private void ipv6(int multiplier) {
    label("ipv6");
    emit(LOAD_WORD_AT_X, NET + IPV6_SOURCE);
    for (int word = 1; word < IPV6_SOURCE_WORDS; word++) {
      emit(MULTIPLY, multiplier);
      emit(STORE, 0);
      emit(STORE_X, 1);
      emit(LOAD_WORD_AT_X, NET + IPV6_SOURCE + word * Integer.BYTES);
      emit(LOAD_X_MEMORY, 0);
      emit(XOR_X, 0);
      emit(STORE, 0);
      emit(LOAD_X_MEMORY, 1);
      emit(LOAD_MEMORY, 0);
    }
    instructions.add(new Instruction(JUMP, "hash", 0));
  }

  private void mix(int shift) {
    emit(A_TO_X, 0);
    emit(SHIFT_RIGHT, shift);
    emit(XOR_X, 0);
  }

  private void emit(int code, int k) {
    instructions.add(new Instruction(code, null, k));
  }

  private void jumpIfEqual(int k, String target) {
    instructions.add(new Instruction(JUMP_IF_EQUAL, target, k));
  }

  private void label(String name) {
    labels.put(name, instructions.size());
  }

  /** {@code struct sock_fprog} and behind it the instructions; valid while it is reachable. */
  UnsafeBuffer assembled() {
    UnsafeBuffer bytes =
        new UnsafeBuffer(
            ByteBuffer.allocateDirect(HEADER_BYTES + instructions.size() * INSTRUCTION_BYTES));
    bytes.putShort(0, (short) instructions.size());
    bytes.putLong(Long.BYTES, bytes.addressOffset() + HEADER_BYTES);
    for (int i = 0; i < instructions.size(); i++) {
      Instruction instruction = instructions.get(i);
      int at = HEADER_BYTES + i * INSTRUCTION_BYTES;
      bytes.putShort(at, (short) instruction.code());
      bytes.putInt(at + Integer.BYTES, instruction.k());
      if (instruction.target() != null) {
        int distance = labels.get(instruction.target()) - i - 1;
        if (instruction.code() == JUMP) {
          bytes.putInt(at + Integer.BYTES, distance);
        } else {
          bytes.putByte(at + 2, (byte) distance);
        }
      }
    }
    return bytes;
  }
}
