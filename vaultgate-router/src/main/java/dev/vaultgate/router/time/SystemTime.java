package dev.vaultgate.router.time;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The system's clocks and its chance: the one place of this module that asks for them. Everything
 * else is given an instance, and a test gives one that it moves by hand.
 */
public class SystemTime {

  private static final SystemTime SYSTEM = new SystemTime();

  private final SecureRandom secrets = new SecureRandom();

  protected SystemTime() {}

  public static SystemTime system() {
    return SYSTEM;
  }

  /** Elapsed time in nanoseconds from an arbitrary start; never runs backwards. */
  public long nanoTime() {
    return System.nanoTime();
  }

  /** The date and time, which may jump. For records only, never for limits or timers. */
  public Instant now() {
    return Instant.now();
  }

  /** The day in UTC. */
  public final LocalDate today() {
    return LocalDate.ofInstant(now(), ZoneOffset.UTC);
  }

  /** From 0, inclusive, to 1, exclusive; for jitter and choice, not for secrets. */
  public double random() {
    return ThreadLocalRandom.current().nextDouble();
  }

  /** Bytes that nobody can guess. */
  public void fillSecret(byte[] bytes) {
    secrets.nextBytes(bytes);
  }
}
