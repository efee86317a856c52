package dev.clew.demo.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Signs and checks tokens of the form `customer.tier.expiry.signature`.
public final class Tokens {
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;
  private final InstantSource clock;

  public Tokens(byte[] key, InstantSource clock) {
    this.key = new SecretKeySpec(key, ALGORITHM);
    this.clock = clock;
  }

  /// What a token turned out to be.
  sealed interface Check {
    record Valid(Identity identity) implements Check {}

    record Invalid(String reason) implements Check {}
  }

  /// A lifetime below zero makes a token that has already expired.
  public String issue(Identity identity, Duration lifetime) {
    long expiry = clock.instant().plus(lifetime).getEpochSecond();
    String claims = identity.customer() + "." + identity.tier() + "." + expiry;
    return claims + "." + signature(claims);
  }

  Check check(@Nullable String authorization) {
    if (authorization == null || !authorization.startsWith("Bearer ")) {
      return new Check.Invalid("token_missing");
    }
    String token = authorization.substring("Bearer ".length());
    int end = token.lastIndexOf('.');
    if (end < 0 || !isSigned(token.substring(0, end), token.substring(end + 1))) {
      return new Check.Invalid("token_forged");
    }
    // Signed by this shop, so the parts are there.
    List<String> claims = List.of(token.split("\\.", -1));
    if (clock.instant().isAfter(Instant.ofEpochSecond(Long.parseLong(claims.get(2))))) {
      return new Check.Invalid("token_expired");
    }
    return new Check.Valid(new Identity(claims.get(0), Tier.valueOf(claims.get(1))));
  }

  private boolean isSigned(String claims, String signature) {
    return MessageDigest.isEqual(signature(claims).getBytes(UTF_8), signature.getBytes(UTF_8));
  }

  private String signature(String claims) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(claims.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
