package dev.vaultgate.router.alert;

/**
 * An alert on its way.
 *
 * @param id names it, so that a receiver knows one that comes twice
 * @param attempts how many have failed
 */
public record Delivery(long id, Alert alert, AlertWay way, int attempts) {}
