package io.granary.orm.processor;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.Writer;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Sources compiled in memory. */
final class Compilation {

    private final Map<String, Memory> classes = new LinkedHashMap<>();
    private final Map<String, Memory> generated = new TreeMap<>();
    private final DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();

    private Compilation() {}

    /** An error or a warning, in a source. */
    record Said(String source, long line, String text) {}

    /** Compiles sources, which are in files named so. */
    static Compilation of(Map<String, String> sources, boolean processed, String... options) {
        Compilation compilation = new Compilation();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> arguments =
                new ArrayList<>(List.of("-parameters", "-classpath", System.getProperty("java.class.path", "")));
        arguments.addAll(List.of(options));
        List<Memory> files = new ArrayList<>();
        sources.forEach((name, text) -> files.add(new Memory(name, JavaFileObject.Kind.SOURCE, text)));
        JavaCompiler.CompilationTask task = compiler.getTask(
                new StringWriter(),
                compilation.new Files(compiler.getStandardFileManager(compilation.said, Locale.ROOT, null)),
                compilation.said,
                arguments,
                null,
                files);
        task.setLocale(Locale.ROOT);
        task.setProcessors(processed ? List.of(new EntityProcessor()) : List.of());
        task.call();
        return compilation;
    }

    /** Compiles with the processor and all warnings as errors. */
    static Compilation strict(String sources) {
        return of(files(sources), true, "-Xlint:all", "-Werror");
    }

    /** What all of them import. */
    static final String IMPORTS = " import jakarta.persistence." + "*; import java.util." + "*;";

    /** Files in one text, each after a line {@code // Name.java}; what is before the first begins each. */
    private static Map<String, String> files(String text) {
        Map<String, String> files = new LinkedHashMap<>();
        String[] parts = text.split("(?m)^// (?=\\w+\\.java$)", -1);
        for (int i = 1; i < parts.length; i++) {
            int end = parts[i].indexOf('\n');
            files.put(parts[i].substring(0, end), imports(parts[0]) + parts[i].substring(end));
        }
        return files;
    }

    /** In the line of the package, so that lines stay where they are. */
    static String imports(String head) {
        int end = head.startsWith("package ") ? head.indexOf(';') + 1 : 0;
        return head.substring(0, end) + IMPORTS + head.substring(end);
    }

    List<Said> said(Diagnostic.Kind... kinds) {
        return said.getDiagnostics().stream()
                .filter(diagnostic -> List.of(kinds).contains(diagnostic.getKind()))
                .map(diagnostic -> new Said(
                        diagnostic.getSource() == null
                                ? ""
                                : diagnostic.getSource().getName(),
                        diagnostic.getLineNumber(),
                        diagnostic.getMessage(Locale.ROOT)))
                .toList();
    }

    List<Said> problems() {
        return said(Diagnostic.Kind.ERROR, Diagnostic.Kind.WARNING, Diagnostic.Kind.MANDATORY_WARNING);
    }

    /** What the processor wrote, by class. */
    Map<String, String> generated() {
        Map<String, String> texts = new TreeMap<>();
        generated.forEach((name, file) -> texts.put(name, file.text()));
        return texts;
    }

    /** The classes, which see those of the tests. */
    Loaded load() {
        return new Loaded(Compilation.class.getClassLoader(), classes);
    }

    /** Classes that were compiled. */
    static final class Loaded extends ClassLoader {

        private final Map<String, Memory> classes;

        private Loaded(ClassLoader parent, Map<String, Memory> classes) {
            super(parent);
            this.classes = classes;
        }

        /** These, some in the place of which are those of another compilation. */
        Loaded with(Compilation newer) {
            Map<String, Memory> all = new LinkedHashMap<>(classes);
            all.putAll(newer.classes);
            return new Loaded(getParent(), all);
        }

        List<String> names() {
            return List.copyOf(classes.keySet());
        }

        Class<?> type(String name) {
            try {
                return Class.forName(name, true, this);
            } catch (ClassNotFoundException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            Memory file = classes.get(name);
            if (file == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = file.bytes();
            return defineClass(name, bytes, 0, bytes.length);
        }
    }

    private final class Files extends ForwardingJavaFileManager<JavaFileManager> {

        private Files(JavaFileManager platform) {
            super(platform);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            Memory file = new Memory(name.replace('.', '/') + kind.extension, kind, "");
            (kind == JavaFileObject.Kind.SOURCE ? generated : classes).put(name, file);
            return file;
        }
    }

    private static final class Memory extends SimpleJavaFileObject {

        private final String text;
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();

        private Memory(String name, Kind kind, String text) {
            super(URI.create("memory:///" + name), kind);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text();
        }

        @Override
        public OutputStream openOutputStream() {
            return written;
        }

        @Override
        public Writer openWriter() {
            return new java.io.OutputStreamWriter(written, java.nio.charset.StandardCharsets.UTF_8);
        }

        private byte[] bytes() {
            return written.toByteArray();
        }

        private String text() {
            return text.isEmpty() ? written.toString(java.nio.charset.StandardCharsets.UTF_8) : text;
        }
    }
}
