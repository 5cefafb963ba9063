package dev.vaultgate.server.admin;

/**
 * A key that works no longer.
 *
 * @param isNew whether it was revoked by this very call
 */
public record Revocation(KeyView key, boolean isNew) {}
