package dev.vaultgate.server.manage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.KeyStore;
import dev.vaultgate.router.credit.Ledger;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.redeem.CodePage;
import dev.vaultgate.router.redeem.CodeSpec;
import dev.vaultgate.router.redeem.Codes;
import dev.vaultgate.router.redeem.RedeemCode;
import dev.vaultgate.router.redeem.Redemption;
import dev.vaultgate.router.time.SystemTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes, shows, disables and redeems codes. Amounts are dollars, as strings. */
public final class CodeOperations implements Topic {

  private static final int CODES_USUAL = 100;
  private static final int CODES_MAX = 1_000;
  private static final int REDEMPTIONS_SHOWN = 100;

  private final Codes codes;
  private final Ledger ledger;
  private final AccountChoice accounts;
  private final SystemTime time;

  public CodeOperations(Codes codes, KeyStore accounts, Ledger ledger, SystemTime time) {
    this.codes = codes;
    this.ledger = ledger;
    this.accounts = new AccountChoice(accounts);
    this.time = time;
  }

  @Override
  public String name() {
    return "codes";
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get("/codes", Access.ADMIN)
            .named("listCodes", "Redeem codes, newest first.")
            .query("batch", "integer", "Only of this batch.")
            .query("limit", "integer", "How many, 1 to " + CODES_MAX + ".")
            .query("page", "string", "Where the page begins: what the one before called next.")
            .gives("Code[]")
            .by(this::list),
        Operation.post("/codes", Access.ADMIN)
            .named("createCodes", "Make a batch of codes; no other answer but this holds them.")
            .takes("CodeSpec")
            .gives("NewCode[]")
            .by(this::create),
        Operation.post("/codes/redeem", Access.USER)
            .named("redeemCode", "Give an account the credit of a code; one's own unless named.")
            .takes("Redeem")
            .gives("Redeemed")
            .by(this::redeem),
        Operation.get("/codes/{id}", Access.ADMIN)
            .named("showCode", "One code, and who has redeemed it, the latest first.")
            .gives("ShownCode")
            .by(this::show),
        Operation.post("/codes/{id}/disable", Access.ADMIN)
            .named("disableCode", "Let a code be redeemed no longer.")
            .gives("CodesDisabled")
            .by(this::disable),
        Operation.post("/codes/batches/{id}/disable", Access.ADMIN)
            .named("disableCodes", "Let no code of a batch be redeemed any longer.")
            .gives("CodesDisabled")
            .by(this::disableBatch));
  }

  private Answer list(Call call) {
    Query query = call.query();
    Long batch = query.parsed("batch", "the number of a batch", Long::valueOf).orElse(null);
    int limit = query.integer("limit", CODES_USUAL, 1, CODES_MAX);
    CodePage page = codes.store().page(batch, limit, query.page("page"));
    return Answer.page(page.codes(), this::write, page.next());
  }

  private Answer create(Call call) {
    JsonMembers members = call.body();
    Money amount = members.requiredDollars("amount");
    int count = members.integer("count", 1);
    int uses = members.integer("uses", 1);
    Instant expiresAt = members.instant("expires_at");
    String note = members.text("note");
    members.end();
    if (expiresAt != null && !expiresAt.isAfter(time.now())) {
      throw InvalidRequestException.value("expires_at", expiresAt, "a time to come");
    }
    List<Codes.Created> created;
    try {
      created =
          codes.create(new CodeSpec(amount, uses, expiresAt, note == null ? "" : note), count);
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(
          400, "invalid_value", String.valueOf(e.getMessage()), null, e);
    }
    RedeemCode first = created.get(0).code();
    call.note().of("batch " + first.batch()).after(write(first).put("count", count));
    return Answer.created(
        Answer.list(created, code -> write(code.code()).put("code", code.secret().reveal()))
            .json());
  }

  private Answer redeem(Call call) {
    JsonMembers members = call.body();
    String code = members.requiredText("code");
    String name = members.text("account");
    members.end();
    Account account = accounts.of(call, name);
    RedeemCode redeemed = codes.redeem(code, account.id(), call.address());
    call.note().of("code " + redeemed.id() + " " + account.name());
    return Answer.of(
        Json.object()
            .put("account", account.name())
            .put("amount", CreditOperations.dollars(redeemed.spec().amount()))
            .put("available", CreditOperations.dollars(ledger.balance(account.id()).available())));
  }

  private Answer show(Call call) {
    RedeemCode code = find(call);
    ObjectNode json = write(code);
    ArrayNode redemptions = json.putArray("redemptions");
    for (Redemption redemption : codes.store().redemptions(code.id(), REDEMPTIONS_SHOWN, null)) {
      redemptions
          .addObject()
          .put("account", redemption.account())
          .put("at", redemption.at().toString());
    }
    return Answer.of(json);
  }

  private Answer disable(Call call) {
    RedeemCode code = find(call);
    return Answer.of(Json.object().put("disabled", codes.disable(code.id()) ? 1 : 0));
  }

  private Answer disableBatch(Call call) {
    long batch =
        number(call.path("id"))
            .filter(id -> !codes.store().page(id, 1, null).codes().isEmpty())
            .orElseThrow(() -> none("batch", call));
    return Answer.of(Json.object().put("disabled", codes.disableBatch(batch)));
  }

  private RedeemCode find(Call call) {
    return number(call.path("id"))
        .flatMap(codes.store()::find)
        .orElseThrow(() -> none("code", call));
  }

  private static Optional<Long> number(String text) {
    return text.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }

  private static InvalidRequestException none(String what, Call call) {
    return new InvalidRequestException(
        404, "not_found", "There is no " + what + " with the id " + call.path("id") + ".", "id");
  }

  private ObjectNode write(RedeemCode code) {
    CodeSpec spec = code.spec();
    Instant expiresAt = spec.expiresAt();
    return Json.object()
        .put("id", Long.toString(code.id()))
        .put("batch", Long.toString(code.batch()))
        .put("masked", code.masked())
        .put("amount", CreditOperations.dollars(spec.amount()))
        .put("uses", spec.uses())
        .put("used", code.used())
        .put("state", code.state(time.now()).word())
        .put("note", spec.note())
        .put("created_at", code.createdAt().toString())
        .put("expires_at", expiresAt == null ? null : expiresAt.toString());
  }
}
