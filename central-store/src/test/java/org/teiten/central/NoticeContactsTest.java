// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoticeContactsTest {
  @TempDir private Path folder;

  private Path contacts;

  @BeforeEach
  void oneIsThereAlready() throws IOException {
    contacts = Files.createDirectory(folder.resolve("contacts"));
    Files.writeString(
        contacts.resolve("own.yaml"),
        """
        organisations:
          - {id: carrier, name: Carrier, prefixes: [133.0.0.0/8], contacts: [abuse@carrier.example]}
        """);
  }

  private Run.Result imports(String csv, Object... more) throws IOException {
    Path file = Files.writeString(folder.resolve("isps.csv"), csv);
    return Run.command(
        Stream.concat(
                Stream.of("notices", "contacts", "import", file, "--out", contacts),
                Stream.of(more))
            .toArray());
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.list(contacts)) {
      return all.map(one -> one.getFileName().toString()).sorted().toList();
    }
  }

  private Run.Result check() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("central-store.yaml"), "data: data\nnotices: {contacts: contacts}\n");
    return Run.command("check", "--config", config);
  }

  @Test
  void aSpreadsheetBecomesAFileOfContactsAndOverlapsAreListed() throws IOException {
    Run.Result result =
        imports(
            "\ufeffid,name,prefixes,networks,contacts,languages,formats,tlp\r\n"
                + "campus,\"例示, \"\"大学\"\"\",133.11.0.0/16 2001:db8::/32,,"
                + "\"csirt@campus.example; noc@campus.example\",ja en,shadowserver xarf,amber_strict\r\n"
                + "\r\n"
                + "isp,ISP,,AS64496,abuse@isp.example,,,\r\n");

    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains("2 organisations in " + contacts.resolve("isps.yaml"))
        .contains("133.11.0.0/16 lies within 133.0.0.0/8 of carrier: campus is told");
    assertThat(Files.readString(contacts.resolve("isps.yaml")))
        .contains("name: \"例示, \\\"大学\\\"\"", "[\"csirt@campus.example\",\"noc@campus.example\"]");
    assertThat(check().out())
        .contains("The configuration is good")
        .contains("133.11.0.0/16 lies within 133.0.0.0/8 of carrier: campus is told");
  }

  @Test
  void everyBadLineIsNamedAndNothingIsWritten() throws IOException {
    Run.Result result =
        imports(
            """
            id,name,prefixes,countries,contacts
            good,Good,192.0.2.0/24,,abuse@good.example
            bad,Bad,192.0.2.0/33,,abuse
            short,Short
            nowhere,Nowhere,,,abuse@nowhere.example
            carrier,Again,133.0.0.0/8,,abuse@again.example
            secret,${env:HOME},192.0.3.0/24,,abuse@secret.example
            """);

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .containsSubsequence(
            "isps.csv:3:3: prefixes: ",
            "isps.csv:3:5: contacts: \"abuse\" is no mail address",
            "isps.csv:4:1: has 2 cells, the first row 5",
            "isps.csv:5:4: countries: is empty, and so are networks and prefixes",
            "isps.csv:6:1: id: \"carrier\" is claimed by carrier already",
            "isps.csv:6:3: prefixes: \"133.0.0.0/8\" is claimed by carrier already",
            "isps.csv:7:1: has ${",
            "Nothing was written.");
    assertThat(files()).containsExactly("own.yaml");
  }

  @Test
  void aClaimThatSomebodyHasAlreadyIsAnErrorOfItsLine() throws IOException {
    Run.Result result =
        imports(
            """
            id,name,prefixes,contacts
            one,One,192.0.2.0/24,abuse@one.example
            two,Two,"192.0.2.0/24
            133.0.0.0/8",abuse@two.example
            carrier,Again,192.0.3.0/24,abuse@again.example
            """);

    assertThat(result.err())
        .contains("isps.csv:3:3: prefixes: \"192.0.2.0/24\" is claimed by one already")
        .contains("isps.csv:3:3: prefixes: \"133.0.0.0/8\" is claimed by carrier already")
        .contains("isps.csv:5:1: id: \"carrier\" is claimed by carrier already");
    assertThat(files()).containsExactly("own.yaml");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id,name,mail\\na,A,x | mail: is no column; there are id, name",
        "id,name,name,contacts\\na,A,A,x | name: stands there twice",
        "id,name\\na,A | contacts: is missing; add the column",
        "id,name,contacts | has no rows",
        "id,name,contacts\\na,\"A,x | line 2: a quote is opened and never closed",
        "id,name,contacts\\na,\"A\"b,x | line 2: text behind a closing quote",
        "id,name,contacts\\na,A\"b\",x | line 2: a quote within a cell"
      })
  void saysWhatIsWrongWithTheList(String csv, String message) throws IOException {
    Run.Result result = imports(csv.replace("\\n", "\n"));

    assertThat(result.code()).isNotZero();
    assertThat(result.err()).contains("isps.csv").contains(message);
    assertThat(files()).containsExactly("own.yaml");
  }

  @Test
  void aListInAnotherEncodingIsRefused() throws IOException {
    Path file = folder.resolve("sjis.csv");
    Files.write(
        file, "id,name,contacts\na,例示,x@a.example\n".getBytes(Charset.forName("Shift_JIS")));

    assertThat(Run.command("notices", "contacts", "import", file, "--out", contacts).err())
        .contains("sjis.csv: is not UTF-8; save it as CSV UTF-8");
  }

  @Test
  void anEarlierImportIsReplacedOnlyIfThatIsSaid() throws IOException {
    String csv = "id,name,prefixes,contacts\none,One,192.0.2.0/24,abuse@one.example\n";
    assertThat(imports(csv).code()).isZero();
    assertThat(imports(csv).err()).contains("isps.yaml exists already; replace it with --replace");

    assertThat(imports(csv.replace("One", "Two"), "--replace").err()).isEmpty();
    assertThat(Files.readString(contacts.resolve("isps.yaml"))).contains("name: \"Two\"");
  }
}
