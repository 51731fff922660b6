// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Where in a YAML tree a setting stands, such as {@code sensors[2].group}. */
final class NodePath {
  private static final Pattern STEP = Pattern.compile("\\G\\.?(?:\\[(\\d+)]|([^.\\[]+))");

  private NodePath() {}

  /** The node of that path, or the deepest one above it that exists; null only for a null root. */
  static Node find(Node root, String path) {
    Node node = root;
    Matcher step = STEP.matcher(path);
    while (node != null && step.find()) {
      Node next =
          step.group(1) != null
              ? item(node, Integer.parseInt(step.group(1)))
              : value(node, step.group(2));
      if (next == null) {
        return node;
      }
      node = next;
    }
    return node;
  }

  private static Node item(Node node, int index) {
    return node instanceof SequenceNode sequence && index < sequence.getValue().size()
        ? sequence.getValue().get(index)
        : null;
  }

  private static Node value(Node node, String key) {
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode scalar && scalar.getValue().equals(key)) {
          return tuple.getValueNode();
        }
      }
    }
    return null;
  }
}
