package dev.vaultgate.router.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that its owner should know.
 *
 * @param id later ones are larger
 * @param owner whose it is: an account's id, or {@link #OPERATOR}
 * @param subject what it is about, for people
 * @param text what happened, in a sentence or two
 * @param details the same for programs: a JSON object
 * @param readAt when somebody said that he has read it, or null
 */
public record Alert(
    long id,
    long owner,
    AlertKind kind,
    String subject,
    String text,
    String details,
    Instant at,
    @Nullable Instant readAt) {

  /** The owner of what no account is told. No account has this id. */
  public static final long OPERATOR = 0;
}
