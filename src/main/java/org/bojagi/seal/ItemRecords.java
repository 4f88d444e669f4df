package org.bojagi.seal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.bojagi.fault.Finding;
import org.bojagi.index.RecordInput;
import org.bojagi.index.RecordOutput;
import org.bojagi.scrub.Sensitive;

/** {@link ItemRecord}s one after the other, as a checkpoint keeps them. Read by the version that wrote it alone. */
final class ItemRecords {
  private static final int BEGIN = 0x42;
  private static final int INCOMPLETE = 0x43;
  private static final int MOVED = 0x44;
  private static final int UNCHANGED = 0x45;

  private ItemRecords() {}

  static void write(OutputStream target, ItemRecord record) throws IOException {
    var out = new RecordOutput(target);
    out.write(record.moved() ? MOVED : BEGIN);
    out.bytes(record.fingerprint());
    out.writeInt(record.volumes().size());
    for (var volume : record.volumes()) {
      out.string(volume);
    }
    out.writeLong(record.sealedBytes());
    out.item(record.item());
    write(out, record.notes());
  }

  static void write(OutputStream target, ItemRecord.Unchanged unchanged) throws IOException {
    var out = new RecordOutput(target);
    out.write(UNCHANGED);
    out.bytes(unchanged.fingerprint());
    out.string(unchanged.path());
  }

  /** Says that something lies in the volumes that no record names, so that they aren't to be kept. */
  static void writeIncomplete(OutputStream target) throws IOException {
    target.write(INCOMPLETE);
  }

  private static void write(RecordOutput out, ItemRecord.Notes notes) throws IOException {
    out.writeInt(notes.findings().size());
    for (var finding : notes.findings()) {
      out.write(finding.severity().ordinal());
      out.string(finding.code());
      out.string(finding.where());
      out.string(finding.what());
      out.string(finding.hint());
    }
    out.writeInt(notes.scrubbed().size());
    for (var file : notes.scrubbed()) {
      out.string(file.path());
      for (var fields : List.of(file.removed(), file.left(), file.kept())) {
        out.writeInt(fields.size());
        for (var field : fields) {
          out.write(field.kind().ordinal());
          out.string(field.fieldName());
        }
      }
    }
    out.writeInt(notes.duplicates().size());
    for (var duplicate : notes.duplicates()) {
      out.string(duplicate.path());
      out.string(duplicate.sameAs());
      out.writeLong(duplicate.savedBytes());
    }
  }

  /** Reads what {@link #write} wrote. One thread. */
  static final class Reader implements AutoCloseable {
    private final RecordInput in;

    /** @param in closed with this */
    Reader(InputStream in) {
      this.in = new RecordInput(in);
    }

    /** Empty at the end. */
    Optional<ItemRecord> next() throws IOException {
      int begin = in.read();
      if (begin < 0) {
        return Optional.empty();
      }
      if (begin != BEGIN && begin != MOVED) {
        throw new RecordInput.Malformed(begin == INCOMPLETE ? "not all is recorded" : "no record begins here");
      }
      return Optional.of(record(begin == MOVED));
    }

    /** Of a checkpoint that has nothing else; empty at the end. */
    Optional<ItemRecord.Unchanged> nextUnchanged() throws IOException {
      int begin = in.read();
      if (begin < 0) {
        return Optional.empty();
      }
      if (begin != UNCHANGED) {
        throw new RecordInput.Malformed("no record of an unchanged item begins here");
      }
      return Optional.of(new ItemRecord.Unchanged(in.bytes(), in.string()));
    }

    private ItemRecord record(boolean moved) throws IOException {
      var fingerprint = in.bytes();
      var volumes = new LinkedHashSet<String>();
      for (int i = in.count(); i > 0; i--) {
        volumes.add(in.string());
      }
      long sealedBytes = in.readLong();
      return new ItemRecord(fingerprint, volumes, sealedBytes, in.item(), notes(), moved);
    }

    private ItemRecord.Notes notes() throws IOException {
      var findings = new ArrayList<Finding>();
      for (int i = in.count(); i > 0; i--) {
        findings.add(new Finding(in.of(Finding.Severity.values()), in.string(), in.string(), in.string(), in.string()));
      }
      var scrubbed = new ArrayList<PackReport.Scrubbed>();
      for (int i = in.count(); i > 0; i--) {
        scrubbed.add(new PackReport.Scrubbed(in.string(), fields(), fields(), fields()));
      }
      var duplicates = new ArrayList<PackReport.Duplicate>();
      for (int i = in.count(); i > 0; i--) {
        duplicates.add(new PackReport.Duplicate(in.string(), in.string(), in.readLong()));
      }
      return new ItemRecord.Notes(findings, scrubbed, duplicates);
    }

    private List<Sensitive> fields() throws IOException {
      var fields = new ArrayList<Sensitive>();
      for (int i = in.count(); i > 0; i--) {
        fields.add(new Sensitive(in.of(Sensitive.Kind.values()), in.string()));
      }
      return fields;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
