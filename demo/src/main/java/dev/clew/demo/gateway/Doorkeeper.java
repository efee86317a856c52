package dev.clew.demo.gateway;

import dev.clew.demo.http.Handler;
import dev.clew.demo.http.Reply;
import dev.clew.demo.http.Request;
import dev.clew.instrument.Clew;

/// Lets a request in when its token is good and its customer has not asked too often.
final class Doorkeeper {
  private final Tokens tokens;
  private final RateLimiter limiter;

  Doorkeeper(Tokens tokens, RateLimiter limiter) {
    this.tokens = tokens;
    this.limiter = limiter;
  }

  /// What the gateway does for a customer who was let in.
  interface Service {
    Reply serve(String customer, Request request) throws Exception;
  }

  Handler guard(Service service) {
    return request ->
        switch (authenticate(request)) {
          case Tokens.Check.Invalid(var reason) ->
              Reply.error(401, reason).withHeader("WWW-Authenticate", "Bearer");
          case Tokens.Check.Valid(var identity) ->
              Clew.forUser(
                  identity.customer(),
                  identity.tier().label(),
                  () -> serve(service, identity, request));
        };
  }

  private Reply serve(Service service, Identity identity, Request request) throws Exception {
    return isWithinLimit(identity)
        ? service.serve(identity.customer(), request)
        : Reply.error(429, "too many requests").withHeader("Retry-After", "6");
  }

  private Tokens.Check authenticate(Request request) {
    return Clew.span("authenticate")
        .call(() -> {
          Tokens.Check check = tokens.check(request.authorization());
          if (check instanceof Tokens.Check.Invalid(var reason)) {
            Clew.error(reason, "refused");
          }
          return check;
        });
  }

  private boolean isWithinLimit(Identity identity) {
    return Clew.span("check rate limit")
        .call(() -> {
          RateLimiter.Decision decision = limiter.decide(identity);
          Tier tier = identity.tier();
          Clew.rateLimit(
              tier.label(), decision.isAllowed(), tier.perMinute(), decision.remaining());
          return decision.isAllowed();
        });
  }
}
