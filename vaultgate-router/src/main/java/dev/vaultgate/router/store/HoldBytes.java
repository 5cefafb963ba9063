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
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Holds and their ends as bytes, for the {@link HoldJournal}. Claims are left out: their requests
 * wait for the database.
 */
final class HoldBytes {

  /** Longer names are cut: a journal's names are read by people alone. */
  private static final int NAME_CHARS_MAX = 100;

  private static final int SIZE = 400;
  private static final long NOBODY = -1;
  private static final byte[] NOTHING = {};

  private HoldBytes() {}

  @FunctionalInterface
  private interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  private static byte[] bytes(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(SIZE);
    try {
      writing.to(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  static byte[] of(Hold hold, long heldAt) {
    HoldRequest request = hold.request();
    Payer payer = request.payer();
    return bytes(
        out -> {
          out.writeLong(hold.id());
          out.writeLong(heldAt);
          text(out, name(request.requestId()));
          text(out, name(request.model()));
          out.writeLong(payer.accountId() == null ? NOBODY : payer.accountId());
          text(out, payer.projectId());
          text(out, payer.keyId());
          out.writeLong(request.amount().nanos());
          out.writeLong(request.tokens());
        });
  }

  /** A hold as it was found, with the time at which it was made. */
  record Held(Hold hold, long heldAt) {}

  static Held hold(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      long id = in.readLong();
      long heldAt = in.readLong();
      String requestId = text(in);
      String model = text(in);
      long account = in.readLong();
      Payer payer =
          new Payer(account == NOBODY ? null : account, orNull(text(in)), orNull(text(in)));
      Money amount = Money.nanos(in.readLong());
      return new Held(
          new Hold(id, new HoldRequest(requestId, model, payer, amount, in.readLong())), heldAt);
    } catch (IOException e) {
      throw new UncheckedIOException("a hold is cut off", e);
    }
  }

  static byte[] of(HoldEnd end) {
    return bytes(
        out -> {
          out.writeByte(end.kind().ordinal());
          out.writeLong(end.charge().cost().nanos());
          out.writeLong(end.charge().tokens());
          text(out, end.charge().priceVersion());
          out.writeLong(end.settlement().charged().nanos());
          out.writeLong(end.settlement().operatorLoss().nanos());
          out.writeLong(end.day());
          out.writeLong(end.at());
          out.writeBoolean(end.call() != null);
          if (end.call() != null) {
            write(out, end.call());
          }
        });
  }

  static HoldEnd end(Hold hold, byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      HoldEnd.Kind kind = HoldEnd.Kind.values()[in.readByte()];
      Charge charge = new Charge(Money.nanos(in.readLong()), in.readLong(), text(in));
      Settlement settlement =
          new Settlement(Money.nanos(in.readLong()), Money.nanos(in.readLong()));
      return new HoldEnd(
          hold,
          kind,
          charge,
          settlement,
          in.readLong(),
          in.readLong(),
          in.readBoolean() ? call(in) : null);
    } catch (IOException e) {
      throw new UncheckedIOException("the end of a hold is cut off", e);
    }
  }

  private static void write(DataOutputStream out, UsageRecord call) throws IOException {
    text(out, call.requestId());
    out.writeLong(call.startedAt().toEpochMilli());
    text(out, call.keyId());
    out.writeLong(call.accountId());
    text(out, call.account());
    text(out, call.projectId());
    text(out, call.type().key());
    text(out, call.model());
    text(out, call.provider());
    text(out, call.upstreamModel());
    text(out, call.attempts());
    out.writeBoolean(call.stream());
    text(out, call.outcome().word());
    out.writeInt(call.status());
    text(out, call.errorCode());
    out.writeLong(call.usage().promptTokens());
    out.writeLong(call.usage().completionTokens());
    out.writeLong(call.usage().cachedTokens());
    out.writeLong(call.usage().cacheWriteTokens());
    out.writeLong(call.usage().reasoningTokens());
    out.writeInt(call.images().count());
    text(out, call.images().size());
    text(out, call.images().quality());
    text(out, call.source().word());
    out.writeLong(call.cost().nanos());
    text(out, call.rates());
    out.writeLong(call.millis());
    out.writeLong(call.firstContentMillis() == null ? NOBODY : call.firstContentMillis());
    out.writeLong(call.bytesIn());
    out.writeLong(call.bytesOut());
  }

  private static UsageRecord call(DataInputStream in) throws IOException {
    return new UsageRecord(
        text(in),
        Instant.ofEpochMilli(in.readLong()),
        text(in),
        in.readLong(),
        text(in),
        text(in),
        ModelType.parse(text(in)),
        text(in),
        text(in),
        text(in),
        text(in),
        in.readBoolean(),
        Outcome.parse(text(in)),
        in.readInt(),
        text(in),
        Usage.of(in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong()),
        new ImagesMade(in.readInt(), orNull(text(in)), orNull(text(in))),
        UsageSource.parse(text(in)),
        Money.nanos(in.readLong()),
        text(in),
        in.readLong(),
        firstContent(in.readLong()),
        in.readLong(),
        in.readLong());
  }

  private static @Nullable Long firstContent(long millis) {
    return millis == NOBODY ? null : millis;
  }

  private static String name(String name) {
    return name.length() <= NAME_CHARS_MAX ? name : name.substring(0, NAME_CHARS_MAX);
  }

  private static void text(DataOutputStream out, @Nullable String text) throws IOException {
    byte[] bytes = text == null ? NOTHING : text.getBytes(UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), UTF_8);
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
