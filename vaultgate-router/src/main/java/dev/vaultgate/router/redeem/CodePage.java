package dev.vaultgate.router.redeem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some codes, newest first.
 *
 * @param codes at most as many as were asked for
 * @param next where the next page begins, or null when this is the last
 */
public record CodePage(List<RedeemCode> codes, @Nullable Long next) {

  public CodePage {
    codes = List.copyOf(codes);
  }
}
