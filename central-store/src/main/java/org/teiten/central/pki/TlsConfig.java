// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.pki;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.teiten.support.config.Default;
import org.teiten.support.config.SettingChecks;

/**
 * How the ingest listener and sensors know each other: by the centre's own authority, which makes
 * its certificates for {@code names}, or by the operator's, whose files are named.
 *
 * @param names host names and addresses by which sensors reach this centre
 * @param identity PEM file of the operator: the listener's key and its chain
 * @param authorities PEM file of the operator: whose certificates sensors must have
 * @param certificateLifetime of what the own authority issues
 */
public record TlsConfig(
    @Default("[]") List<String> names,
    Optional<Path> identity,
    Optional<Path> authorities,
    @Default("90d") Duration certificateLifetime) {
  private static final Pattern HOST =
      Pattern.compile("(?=.{1,253}$)[a-zA-Z0-9]([a-zA-Z0-9-]{0,62})(\\.[a-zA-Z0-9-]{1,63})*");
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
  private static final int MAX_NAMES = 50;

  public TlsConfig {
    names = names.stream().map(TlsConfig::canonical).distinct().toList();
    SettingChecks checks =
        new SettingChecks()
            .require(
                names.isEmpty() == identity.isPresent(),
                "names",
                "write either names, for certificates of the centre's own authority, or identity"
                    + " and authorities, for those of yours")
            .require(
                identity.isPresent() == authorities.isPresent(),
                "authorities",
                "identity and authorities go together: the listener's certificate, and whose"
                    + " certificates sensors have")
            .require(names.size() <= MAX_NAMES, "names", "are more than " + MAX_NAMES)
            .require(
                certificateLifetime.toHours() >= 1 && certificateLifetime.toDays() <= 3_650,
                "certificate_lifetime",
                "must be 1h to 3650d");
    for (String name : names) {
      checks.require(
          isAddress(name) || HOST.matcher(name).matches(),
          "names",
          "\"" + name + "\" is neither a host name nor an address; write it without port");
    }
    checks.orThrow();
  }

  /** Whether the certificates come from the centre's own authority. */
  public boolean ownAuthority() {
    return identity.isEmpty();
  }

  /**
   * A name as certificates bear it: of an address there are many ways to write it, with and without
   * the brackets of a URL.
   */
  static String canonical(String name) {
    String bare =
        name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
    if (!isAddress(bare)) {
      return name.toLowerCase(Locale.ROOT);
    }
    try {
      return InetAddress.getByName(bare).getHostAddress();
    } catch (UnknownHostException e) {
      return name;
    }
  }

  static boolean isAddress(String name) {
    if (!IPV4.matcher(name).matches() && !IPV6.matcher(name).matches()) {
      return false;
    }
    try {
      InetAddress.getByName(name); // a literal: nobody is asked
      return true;
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
