package dev.vaultgate.router.idempotency;

/**
 * A name that was claimed.
 *
 * @param claim by which request
 * @param isOver whether that request has ended
 * @param answer what came of it; {@link StoredAnswer#NOT_KEPT} while it runs, too
 */
public record Claimed(Claim claim, boolean isOver, StoredAnswer answer) {}
