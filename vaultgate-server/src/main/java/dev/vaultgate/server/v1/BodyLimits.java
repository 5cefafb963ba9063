package dev.vaultgate.server.v1;

import java.time.Duration;

/**
 * What a request's body may take.
 *
 * @param bytesMax its size
 * @param timeMax from the end of the head to the end of the body
 */
public record BodyLimits(int bytesMax, Duration timeMax) {

  public static final BodyLimits DEFAULT = new BodyLimits(32 * 1024 * 1024, Duration.ofSeconds(30));
}
