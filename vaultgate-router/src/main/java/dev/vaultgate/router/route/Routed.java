package dev.vaultgate.router.route;

/**
 * An answer and how it came about.
 *
 * @param place the place in the plan of the deployment that answered
 * @param provider who answered
 * @param trace every attempt with its outcome
 */
public record Routed<T>(T answer, int place, String provider, String trace) {}
