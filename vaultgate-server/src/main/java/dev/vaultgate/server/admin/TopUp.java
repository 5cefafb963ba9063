package dev.vaultgate.server.admin;

/**
 * The end of a top-up.
 *
 * @param account as it stands now
 * @param isNew whether credit was added; false when the reference had been used before
 */
public record TopUp(AccountView account, boolean isNew) {}
