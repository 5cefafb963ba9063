package dev.vaultgate.router.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vaultgate.api.Usage;
import dev.vaultgate.router.catalog.ModelType;
import dev.vaultgate.router.credit.Charge;
import dev.vaultgate.router.credit.Hold;
import dev.vaultgate.router.credit.HoldRequest;
import dev.vaultgate.router.credit.ImagesMade;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Payer;
import dev.vaultgate.router.credit.Settlement;
import dev.vaultgate.router.usage.Outcome;
import dev.vaultgate.router.usage.UsageRecord;
import dev.vaultgate.router.usage.UsageSource;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Holds and their ends as bytes, for the {@link HoldJournal}. Claims are left out: their requests
 * wait for the database.
 */
final class HoldBytes {

  /** Longer names are cut: a journal's names are read by people alone. */
  private static final int NAME_CHARS_MAX = 100;

  private static final long NOBODY = -1;
  private static final byte[] NOTHING = {};

  private HoldBytes() {}

  /**
   * Writes a hold.
   *
   * @throws java.nio.BufferOverflowException when there is too little room, here and below
   */
  static void write(ByteBuffer out, Hold hold, long heldAt) {
    HoldRequest request = hold.request();
    Payer payer = request.payer();
    out.putLong(hold.id());
    out.putLong(heldAt);
    text(out, name(request.requestId()));
    text(out, name(request.model()));
    out.putLong(payer.accountId() == null ? NOBODY : payer.accountId());
    text(out, payer.projectId());
    text(out, payer.keyId());
    out.putLong(request.amount().nanos());
    out.putLong(request.tokens());
  }

  /** A hold as it was found, with the time at which it was made. */
  record Held(Hold hold, long heldAt) {}

  static Held hold(ByteBuffer in) {
    long id = in.getLong();
    long heldAt = in.getLong();
    String requestId = text(in);
    String model = text(in);
    long account = in.getLong();
    Payer payer = new Payer(account == NOBODY ? null : account, orNull(text(in)), orNull(text(in)));
    Money amount = Money.nanos(in.getLong());
    return new Held(
        new Hold(id, new HoldRequest(requestId, model, payer, amount, in.getLong())), heldAt);
  }

  static void write(ByteBuffer out, HoldEnd end) {
    text(out, end.kind().name());
    out.putLong(end.charge().cost().nanos());
    out.putLong(end.charge().tokens());
    text(out, end.charge().priceVersion());
    out.putLong(end.settlement().charged().nanos());
    out.putLong(end.settlement().operatorLoss().nanos());
    out.putLong(end.day());
    out.putLong(end.at());
    flag(out, end.call() != null);
    if (end.call() != null) {
      write(out, end.call());
    }
  }

  static HoldEnd end(Hold hold, ByteBuffer in) {
    HoldEnd.Kind kind = HoldEnd.Kind.valueOf(text(in));
    Charge charge = new Charge(Money.nanos(in.getLong()), in.getLong(), text(in));
    Settlement settlement = new Settlement(Money.nanos(in.getLong()), Money.nanos(in.getLong()));
    return new HoldEnd(
        hold, kind, charge, settlement, in.getLong(), in.getLong(), flag(in) ? call(in) : null);
  }

  private static void write(ByteBuffer out, UsageRecord call) {
    text(out, call.requestId());
    out.putLong(call.startedAt().toEpochMilli());
    text(out, call.keyId());
    out.putLong(call.accountId());
    text(out, call.account());
    text(out, call.projectId());
    text(out, call.type().key());
    text(out, call.model());
    text(out, call.provider());
    text(out, call.upstreamModel());
    text(out, call.attempts());
    flag(out, call.stream());
    text(out, call.outcome().word());
    out.putInt(call.status());
    text(out, call.errorCode());
    out.putLong(call.usage().promptTokens());
    out.putLong(call.usage().completionTokens());
    out.putLong(call.usage().cachedTokens());
    out.putLong(call.usage().cacheWriteTokens());
    out.putLong(call.usage().reasoningTokens());
    out.putInt(call.images().count());
    text(out, call.images().size());
    text(out, call.images().quality());
    text(out, call.source().word());
    out.putLong(call.cost().nanos());
    text(out, call.rates());
    out.putLong(call.millis());
    out.putLong(call.firstContentMillis() == null ? NOBODY : call.firstContentMillis());
    out.putLong(call.bytesIn());
    out.putLong(call.bytesOut());
  }

  private static UsageRecord call(ByteBuffer in) {
    return new UsageRecord(
        text(in),
        Instant.ofEpochMilli(in.getLong()),
        text(in),
        in.getLong(),
        text(in),
        text(in),
        ModelType.parse(text(in)),
        text(in),
        text(in),
        text(in),
        text(in),
        flag(in),
        Outcome.parse(text(in)),
        in.getInt(),
        text(in),
        Usage.of(in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong()),
        new ImagesMade(in.getInt(), orNull(text(in)), orNull(text(in))),
        UsageSource.parse(text(in)),
        Money.nanos(in.getLong()),
        text(in),
        in.getLong(),
        firstContent(in.getLong()),
        in.getLong(),
        in.getLong());
  }

  private static @Nullable Long firstContent(long millis) {
    return millis == NOBODY ? null : millis;
  }

  private static String name(String name) {
    return name.length() <= NAME_CHARS_MAX ? name : name.substring(0, NAME_CHARS_MAX);
  }

  private static void text(ByteBuffer out, @Nullable String text) {
    byte[] bytes = text == null ? NOTHING : text.getBytes(UTF_8);
    out.putInt(bytes.length);
    out.put(bytes);
  }

  private static String text(ByteBuffer in) {
    byte[] bytes = new byte[in.getInt()];
    in.get(bytes);
    return new String(bytes, UTF_8);
  }

  private static void flag(ByteBuffer out, boolean flag) {
    out.put((byte) (flag ? 1 : 0));
  }

  private static boolean flag(ByteBuffer in) {
    return in.get() != 0;
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
