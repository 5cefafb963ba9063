package dev.vaultgate.router.catalog;

import dev.vaultgate.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A price with what tells it from others of the same figures: from when it holds, of which day it
 * is, and who says so. From these its version is made, a short name by which settlements remember
 * what they went by; it is the same wherever and whenever it is made. Immutable.
 */
public final class DatedPrice {

  /** Of prices that an operator or an application has given. */
  public static final String OPERATOR = "operator";

  private static final int VERSION_BYTES = 6;

  private final ModelPrice price;
  private final @Nullable LocalDate from;
  private final @Nullable LocalDate asOf;
  private final String source;

  /** Made when it is first asked for, since most prices of the catalogue never are. */
  private volatile @Nullable String version;

  private DatedPrice(
      ModelPrice price, @Nullable LocalDate from, @Nullable LocalDate asOf, String source) {
    this.price = price;
    this.from = from;
    this.asOf = asOf;
    this.source = source;
  }

  /** An operator's price that has always held. */
  public static DatedPrice of(ModelPrice price) {
    return new DatedPrice(price, null, null, OPERATOR);
  }

  /** An operator's price that holds from the beginning of this day in UTC. */
  public static DatedPrice from(LocalDate day, ModelPrice price) {
    return new DatedPrice(price, day, null, OPERATOR);
  }

  /** A price of the catalogue. */
  static DatedPrice of(ListedPrice listed) {
    return new DatedPrice(listed.price(), null, listed.asOf(), listed.source());
  }

  public ModelPrice price() {
    return price;
  }

  /** The first day on which it holds, in UTC; null for one that has held for ever. */
  public @Nullable LocalDate from() {
    return from;
  }

  /** The day of the source; null where an operator is the source. */
  public @Nullable LocalDate asOf() {
    return asOf;
  }

  /** The mark of the source, as the catalogue has it, or {@link #OPERATOR}. */
  public String source() {
    return source;
  }

  /** The price as the model files have it: dollars, per million tokens or per image. */
  public String json() {
    return Json.text(PriceJson.write(price));
  }

  /** Names this price: {@code p} and twelve hexadecimal digits. */
  public String version() {
    String made = version;
    if (made == null) {
      made = "p" + digest(json() + "|" + from + "|" + asOf + "|" + source);
      version = made;
    }
    return made;
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, VERSION_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DatedPrice that
        && price.equals(that.price)
        && Objects.equals(from, that.from)
        && Objects.equals(asOf, that.asOf)
        && source.equals(that.source);
  }

  @Override
  public int hashCode() {
    return Objects.hash(price, from, asOf, source);
  }

  @Override
  public String toString() {
    return "DatedPrice[" + json() + " from " + from + " as of " + asOf + " by " + source + "]";
  }
}
