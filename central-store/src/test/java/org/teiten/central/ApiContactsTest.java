// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teiten.central.account.Role;
import org.teiten.central.account.Scope;

/** What is refused of contacts over HTTP leaves nothing, and says what, where and what to do. */
class ApiContactsTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private static Path folder;
  private static ApiCentre centre;
  private static String analyst;

  @BeforeAll
  static void opens() throws Exception {
    Files.writeString(
        Files.createDirectory(folder.resolve("contacts")).resolve("people.yaml"),
        """
        organisations:
          - {id: isp, name: Example ISP, networks: [AS64501], prefixes: [198.51.100.0/24], contacts: [abuse@isp.example]}
          - {id: us-csirt, name: US, role: national, countries: [US], contacts: [csirt@us.example]}
        """);
    centre =
        new ApiCentre(
            Run.config(
                folder,
                "query: {listen: '127.0.0.1:0', requests_a_minute: 1000}",
                "notices: {contacts: contacts}"));
    analyst = centre.token("sato", Role.ANALYST, Scope.NOTHING);
  }

  @AfterAll
  static void closes() {
    centre.close();
  }

  private static HttpResponse<String> put(String id, String more) throws IOException {
    ObjectNode body = JSON.createObjectNode().put("name", "New");
    body.putArray("networks").add("AS64999");
    body.putArray("contacts").add("a@new.example");
    for (var one : JSON.readTree(more).properties()) {
      body.set(one.getKey(), one.getValue());
    }
    return centre.send(analyst, "PUT", "/v1/contacts/" + id, body.toString());
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String... words)
      throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = JSON.readTree(answer.body());
    assertThat(problem.path("detail").asText()).contains(words);
    assertThat(answer.body())
        .as("names of files are the host's")
        .doesNotContain("contacts/", ".half");
  }

  @AfterEach
  void nothingIsLeftOfWhatWasRefused() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("contacts"))) {
      assertThat(files.map(one -> one.getFileName().toString())).containsExactly("people.yaml");
    }
    assertThat(centre.json(analyst, "/v1/contacts").path("contacts"))
        .extracting(one -> one.path("id").asText())
        .containsExactly("isp", "us-csirt");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"webhook\":{\"url\":\"http://isp.example/in\"}} | webhook: has a secret of this host; write it into a file of notices.contacts",
        "{\"webhook\":{\"url\":\"https://isp.example/in\"}} | webhook: has a secret of this host",
        "{\"name\":\"${env:HOME}\"} | name: has ${, which stands for a secret of this host; remove it",
        "{\"contacts\":[\"a@new.example\",\"${credential:smtp}@new.example\"]} | contacts: has ${",
        "{\"certificate\":\"/etc/shadow\"} | certificate: must be the text itself, PEM or armoured",
        "{\"certificate\":\"-----BEGIN CERTIFICATE-----\\nnone\\n-----END CERTIFICATE-----\\n\"} | send X.509 in PEM",
        "{\"certificate\":\"-----BEGIN PGP PUBLIC KEY BLOCK-----\\n\\nnone\\n-----END PGP PUBLIC KEY BLOCK-----\\n\"} | send X.509 in PEM",
        "{\"certificate\":\"-----BEGIN 証明書-----\"} | send X.509 in PEM",
        "{\"networks\":[\"nothing\"]} | networks[0]: ",
        "{\"prefixes\":[\"198.51.100.0/33\"]} | prefixes[0]: ",
        "{\"contacts\":[]} | contacts: is empty; name at least one mail address",
        "{\"colour\":\"red\"} | colour: "
      })
  void whatIsWrongByItselfIsNamedByItsKey(String more, String words) throws IOException {
    assertRefused(put("new", more), 422, words);
  }

  @Test
  void aCertificateThatIsNoneIsSaidToBeNone() throws IOException {
    assertRefused(
        put(
            "new",
            "{\"certificate\":\"-----BEGIN CERTIFICATE-----\\nbm9uZQ==\\n-----END CERTIFICATE-----\\n\"}"),
        422,
        "certificate: ",
        "an OpenPGP public key in armour, that can be encrypted to");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"networks\":[\"AS64501\"]} | networks[0]: \"AS64501\" is claimed by isp already; one of them must let it go",
        "{\"prefixes\":[\"203.0.113.0/24\",\"198.51.100.0/24\"]} | prefixes[1]: \"198.51.100.0/24\" is claimed by isp already",
        "{\"role\":\"national\",\"countries\":[\"US\"]} | countries[0]: \"US\" is claimed by us-csirt already"
      })
  void whatAnotherOneClaimsIsAConflictThatNamesIt(String more, String words) throws IOException {
    assertRefused(put("new", more), 409, words);
  }

  @Test
  void anOrganisationOfPeopleIsChangedByPeople() throws IOException {
    assertRefused(put("isp", "{}"), 409, "stands in a file that people write", "change it there");
    assertRefused(centre.send(analyst, "DELETE", "/v1/contacts/isp", null), 409, "change it there");
  }

  @Test
  void twoOfProgramsConflictTooAndTheFirstStays() throws IOException {
    assertThat(put("first", "{}").statusCode()).isEqualTo(200);

    assertRefused(put("second", "{}"), 409, "\"AS64999\" is claimed by first already");

    assertThat(put("first", "{\"name\":\"Changed\"}").body()).contains("Changed");
    assertThat(centre.send(analyst, "DELETE", "/v1/contacts/first", null).statusCode())
        .isEqualTo(204);
  }

  @Test
  void anIdThatIsNoneIsRefused() throws IOException {
    assertRefused(put("No%20Id", "{}"), 422, "No Id");
  }
}
