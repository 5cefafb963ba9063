package dev.vaultgate.router.account;

/**
 * Whose keys and projects somebody may see and change: his account's; in projects that he is a
 * member of, the keys that he has made; in those that he manages, all. Look-ups carry this in the
 * query itself, so that what is somebody else's is not there.
 *
 * @param accountId his account
 * @param userId he himself
 */
public record Viewer(long accountId, String userId) {}
