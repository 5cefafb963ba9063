package dev.vaultgate.router.alert;

import java.time.Instant;

/**
 * An alert that may come.
 *
 * @param owner an account's id, or {@link Alert#OPERATOR}
 * @param details a JSON object
 * @param occasion what it is raised for; no occasion has two alerts
 */
public record AlertDraft(
    long owner,
    AlertKind kind,
    String subject,
    String text,
    String details,
    String occasion,
    Instant at) {}
