// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teiten.central.account.Access;
import org.teiten.central.web.api.Problem.Kind;

/**
 * Sessions of whoever an OpenID provider knows: authorization code with PKCE. What comes back
 * counts once, in the browser that began, and only with an ID token that the provider signed for
 * this centre and this login.
 */
final class OpenIdLogin {
  /** Binds what comes back to the browser that began. */
  private static final String COOKIE = "__Host-teiten-login";

  private static final Logger LOG = LoggerFactory.getLogger(OpenIdLogin.class);
  private static final int MOST_BEGUN = 1_000;
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int HTTP_MILLIS = 10_000;
  private static final int AT_A_TIME = 4;
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384);

  private final OidcConfig config;
  private final Login login;
  private final Clock clock;
  private final Map<String, Begun> begun =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Begun> eldest) {
          return size() > MOST_BEGUN;
        }
      };
  private final Semaphore room = new Semaphore(AT_A_TIME);
  private Provider provider;

  /** Asks the provider something. */
  private interface Question<T> {
    T ask() throws Problem;
  }

  /** A login that is under way. */
  private record Begun(Nonce nonce, CodeVerifier verifier, Instant expires) {}

  /** What the provider says of itself, and what judges its tokens. */
  private record Provider(OIDCProviderMetadata metadata, IDTokenValidator validator) {}

  OpenIdLogin(OidcConfig config, Login login, Clock clock) {
    this.config = config;
    this.login = login;
    this.clock = clock;
  }

  /** Few at a time, so that one that hangs does not hold all who answer. */
  private <T> T asking(Question<T> question) throws Problem {
    if (!room.tryAcquire()) {
      throw new Problem(Kind.BUSY, "many are logging in", 2);
    }
    try {
      return question.ask();
    } finally {
      room.release();
    }
  }

  /** Asked once; its keys are asked for again when one is not known. */
  private synchronized Provider provider() throws Problem {
    if (provider == null) {
      Issuer issuer = new Issuer(config.issuer());
      try {
        OIDCProviderMetadata metadata =
            OIDCProviderMetadata.resolve(issuer, HTTP_MILLIS, HTTP_MILLIS);
        provider =
            new Provider(
                metadata,
                new IDTokenValidator(
                    issuer,
                    new ClientID(config.clientId()),
                    new JWSVerificationKeySelector<SecurityContext>(
                        ALGORITHMS,
                        JWKSourceBuilder.create(metadata.getJWKSetURI().toURL()).build()),
                    null));
      } catch (GeneralException | IOException e) {
        LOG.warn("the OpenID provider {} cannot be asked: {}", issuer, e.getMessage());
        throw new Problem(Kind.BUSY, "the OpenID provider does not answer", 30);
      }
    }
    return provider;
  }

  /** Sends the browser to the provider. */
  Answer begin(Asked asked) throws Problem {
    OIDCProviderMetadata metadata = asking(this::provider).metadata();
    State state = new State();
    Begun one = new Begun(new Nonce(), new CodeVerifier(), clock.instant().plus(PATIENCE));
    synchronized (begun) {
      begun.put(state.getValue(), one);
    }
    AuthenticationRequest request =
        new AuthenticationRequest.Builder(
                ResponseType.CODE,
                new Scope("openid"),
                new ClientID(config.clientId()),
                config.redirect())
            .endpointURI(metadata.getAuthorizationEndpointURI())
            .state(state)
            .nonce(one.nonce())
            .codeChallenge(one.verifier(), CodeChallengeMethod.S256)
            .build();
    asked.context().header("Location", request.toURI().toString());
    asked.context().header("Cache-Control", "no-store");
    Login.cookie(asked.context(), COOKIE, state.getValue(), PATIENCE.toSeconds());
    return Answer.EMPTY;
  }

  /** Takes what the browser brings back. */
  Answer back(Asked asked) throws IOException, Problem {
    Begun one = take(asked);
    if (asked.text("code") == null) {
      throw new Problem(
          Kind.CREDENTIALS,
          "the OpenID provider did not let you in: " + asked.text("error", "it said no code"));
    }
    IDTokenClaimsSet claims = asking(() -> claims(asked.text("code"), one));
    Access access = access(claims);
    String id = "oidc:" + claims.getSubject().getValue();
    return login.open(asked.context(), new Caller(id, access), Sessions.OF_PROVIDER);
  }

  private Begun take(Asked asked) throws Problem {
    String state = asked.text("state");
    Begun one;
    synchronized (begun) {
      one = state == null ? null : begun.remove(state);
    }
    if (one == null
        || !state.equals(asked.context().cookie(COOKIE))
        || !clock.instant().isBefore(one.expires())) {
      throw new Problem(
          Kind.CREDENTIALS, "this login was not begun here, or took too long; begin again");
    }
    return one;
  }

  private IDTokenClaimsSet claims(String code, Begun one) throws Problem {
    Provider known = provider();
    try {
      HTTPRequest request =
          new TokenRequest.Builder(
                  known.metadata().getTokenEndpointURI(),
                  new ClientSecretBasic(
                      new ClientID(config.clientId()), new Secret(config.clientSecret())),
                  new AuthorizationCodeGrant(
                      new AuthorizationCode(code), config.redirect(), one.verifier()))
              .build()
              .toHTTPRequest();
      request.setConnectTimeout(HTTP_MILLIS);
      request.setReadTimeout(HTTP_MILLIS);
      TokenResponse answer = OIDCTokenResponseParser.parse(request.send());
      if (!answer.indicatesSuccess()) {
        throw new Problem(Kind.CREDENTIALS, "the OpenID provider does not know this login");
      }
      return known
          .validator()
          .validate(
              answer.toSuccessResponse().getTokens().toOIDCTokens().getIDToken(), one.nonce());
    } catch (BadJOSEException | JOSEException | GeneralException e) {
      LOG.warn("a login by OpenID is refused: {}", e.getMessage());
      throw new Problem(
          Kind.CREDENTIALS, "what the OpenID provider says of you cannot be believed");
    } catch (IOException e) {
      LOG.warn("the OpenID provider cannot be asked: {}", e.getMessage());
      throw new Problem(Kind.BUSY, "the OpenID provider does not answer", 30);
    }
  }

  private Access access(IDTokenClaimsSet claims) throws Problem {
    Object claim = claims.getClaim(config.claim());
    Collection<?> words =
        claim instanceof Collection<?> many ? many : claim == null ? List.of() : List.of(claim);
    for (OidcConfig.Mapping one : config.roles()) {
      if (words.contains(one.value())) {
        return new Access(
            one.role(), new org.teiten.central.account.Scope(one.groups(), one.organisations()));
      }
    }
    throw new Problem(
        Kind.FORBIDDEN,
        "the OpenID provider knows you, but nothing that it says under "
            + config.claim()
            + " gives you a role here");
  }
}
