package dev.vaultgate.router;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.catalog.ImagePrice;
import dev.vaultgate.router.catalog.ModelPrice;
import dev.vaultgate.router.catalog.TokenRates;
import java.math.BigDecimal;

/**
 * A price as an entry of {@code /v1/models} tells it: dollars as decimal text, per million tokens
 * or per image, so that nobody's floating point rounds them. A class of tokens that costs what its
 * plain class does is left out.
 */
final class PriceFacts {

  private static final int PICO_PER_TOKEN_DECIMALS = 6;
  private static final int NANO_DECIMALS = 9;

  private PriceFacts() {}

  static ObjectNode of(ModelPrice price) {
    ObjectNode facts = Json.object();
    TokenRates tokens = price.tokens();
    if (tokens != null) {
      put(facts, tokens);
    }
    if (!price.images().isEmpty()) {
      putImages(facts, price);
    }
    if (price.nanosPerMegapixel() > 0) {
      facts.put("per_megapixel", dollars(price.nanosPerMegapixel(), NANO_DECIMALS));
    }
    return facts;
  }

  private static void put(ObjectNode facts, TokenRates rates) {
    put(facts, "input", rates.input());
    put(facts, "output", rates.output());
    putUnless(facts, "cache_read", rates.cacheRead(), rates.input());
    putUnless(facts, "cache_write", rates.cacheWrite(), rates.input());
    putUnless(facts, "reasoning", rates.reasoning(), rates.output());
    putUnless(facts, "image_input", rates.imageInput(), rates.input());
    putUnless(facts, "image_output", rates.imageOutput(), rates.output());
    putUnless(facts, "audio_input", rates.audioInput(), rates.input());
    putUnless(facts, "audio_output", rates.audioOutput(), rates.output());
  }

  private static void putUnless(ObjectNode facts, String name, long picos, long plain) {
    if (picos != plain) {
      put(facts, name, picos);
    }
  }

  private static void put(ObjectNode facts, String name, long picos) {
    facts.put(name, dollars(picos, PICO_PER_TOKEN_DECIMALS));
  }

  /** One figure where every image costs the same, or one for each size and quality. */
  private static void putImages(ObjectNode facts, ModelPrice price) {
    ImagePrice first = price.images().get(0);
    if (price.images().size() == 1 && first.size() == null && first.quality() == null) {
      facts.put("per_image", dollars(first.nanos(), NANO_DECIMALS));
      return;
    }
    ArrayNode images = facts.putArray("images");
    for (ImagePrice image : price.images()) {
      ObjectNode entry = images.addObject();
      if (image.size() != null) {
        entry.put("size", image.size());
      }
      if (image.quality() != null) {
        entry.put("quality", image.quality());
      }
      entry.put("price", dollars(image.nanos(), NANO_DECIMALS));
    }
  }

  private static String dollars(long units, int decimals) {
    BigDecimal exact = BigDecimal.valueOf(units, decimals).stripTrailingZeros();
    return exact.signum() == 0 ? "0" : exact.toPlainString();
  }
}
