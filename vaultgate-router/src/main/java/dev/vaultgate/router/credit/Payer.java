package dev.vaultgate.router.credit;

import org.jspecify.annotations.Nullable;

/**
 * Who a call is charged to. All of them must have room for it.
 *
 * @param accountId whose credit, or null for an account that needs none
 * @param projectId the project whose budget counts, or null where there is none
 * @param keyId the key whose bounds count, or null when nobody counts it
 */
public record Payer(@Nullable Long accountId, @Nullable String projectId, @Nullable String keyId) {

  /** Nothing is charged, and nothing counted. */
  public static final Payer NOBODY = new Payer(null, null, null);

  public boolean isNobody() {
    return accountId == null && projectId == null && keyId == null;
  }
}
