package org.bojagi.cli.pack;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Stack;
import org.bojagi.fault.UsageException;
import org.bojagi.media.Ffmpeg;
import org.bojagi.media.MediaPrograms;
import org.bojagi.media.Ocr;
import org.bojagi.media.Transcode;
import org.bojagi.plan.PlanOptions;
import org.bojagi.seal.PackOptions;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What programs that may be installed are to do. */
final class MediaOptions {
  @Option(
      names = "--transcode",
      paramLabel = "WHICH",
      arity = "0..1",
      fallbackValue = "unplayable",
      preprocessor = WhichOrNone.class,
      descriptionKey = "pack.transcode")
  private Transcode transcode;

  @Option(names = "--no-ocr", descriptionKey = "pack.no-ocr")
  private boolean noOcr;

  private MediaPrograms installed = MediaPrograms.NONE;

  /** Looks for the programs. */
  void requireSense() throws UsageException {
    installed = MediaPrograms.find();
    if (transcode != null && installed.ffmpeg().isEmpty()) {
      throw new UsageException(
          "There is no ffmpeg that could make films anew",
          "--transcode",
          "Install ffmpeg so that typing ffmpeg starts it, or pack without --transcode.");
    }
  }

  PackOptions of(PackOptions options) {
    return options.with(noOcr ? installed.withoutOcr() : installed, Optional.ofNullable(transcode));
  }

  PlanOptions of(PlanOptions options) {
    return options.with(noOcr ? installed.withoutOcr() : installed, Optional.ofNullable(transcode));
  }

  /** Whatever makes a difference to what is packed, so that an interrupted pack isn't gone on with otherwise. */
  @Override
  public String toString() {
    return "transcode "
        + transcode
        + ", ffmpeg "
        + installed.ffmpeg().map(Ffmpeg::version).orElse("none")
        + ", ocr "
        + (noOcr ? "none" : installed.ocr().map(Ocr::version).orElse("none"));
  }

  /** What follows {@code --transcode} is its value only if it is one: it may be the corpus. */
  static final class WhichOrNone implements IParameterPreprocessor {
    @Override
    public boolean preprocess(
        Stack<String> arguments, CommandSpec command, ArgSpec option, Map<String, Object> information) {
      boolean attached = "=".equals(information.get("separator"));
      boolean value =
          !arguments.isEmpty()
              && Arrays.stream(Transcode.values()).anyMatch(one -> one.name().equalsIgnoreCase(arguments.peek()));
      if (!attached && !value) {
        arguments.push("unplayable");
      }
      return false;
    }
  }
}
