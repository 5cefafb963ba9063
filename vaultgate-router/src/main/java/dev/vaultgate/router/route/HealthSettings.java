package dev.vaultgate.router.route;

import java.time.Duration;

/**
 * When a deployment is put to rest, and for how long.
 *
 * @param failuresInARow so many open its circuit
 * @param failureShare this share of failures opens it, from 0 to 1, once there are enough calls
 * @param callsMin how many calls are enough
 * @param window the span in which calls are counted
 * @param open how long the circuit stays open the first time; each time longer by as much
 * @param openMax the longest
 * @param hintMin the shortest rest after a provider asked for one
 * @param hintMax the longest: a hint of a day must not freeze a deployment for a day
 * @param limitedMax the longest rest after limits without a hint; it starts at a second and doubles
 * @param exhausted how long to rest when the operator's account is out of money
 * @param missing how long when the provider does not know the model
 */
public record HealthSettings(
    int failuresInARow,
    float failureShare,
    int callsMin,
    Duration window,
    Duration open,
    Duration openMax,
    Duration hintMin,
    Duration hintMax,
    Duration limitedMax,
    Duration exhausted,
    Duration missing) {

  public static final HealthSettings DEFAULT =
      new HealthSettings(
          5,
          0.5f,
          20,
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofSeconds(300),
          Duration.ofSeconds(1),
          Duration.ofSeconds(300),
          Duration.ofSeconds(60),
          Duration.ofMinutes(15),
          Duration.ofMinutes(5));
}
