#if !NET
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
#endif
using System.Text;

namespace PrivacyBench.Tools;

/// <summary>
/// Makes a shared object that was linked with GCC 13 loadable where libstdc++ is older (Debian 12, Ubuntu 22.04, RHEL 9).
/// GCC 13 moved the initialisation of the standard streams into the library, so every object that includes &lt;iostream&gt;
/// refers to one new symbol, <c>_ZSt21ios_base_library_initv@GLIBCXX_3.4.32</c>. The constructor
/// <c>_ZNSt8ios_base4InitC1Ev@GLIBCXX_3.4</c> did the same work before and is in every libstdc++; it ignores its argument.
/// The reference is rewritten to it, in the string table and in the record of needed versions; nothing moves.
/// </summary>
/// <remarks>
/// ELF64, little-endian; names after the System V ABI and the Linux Standard Base, "Symbol Versioning".
/// The build compiles this file itself, against .NET Standard, hence its older style and its own list of usings.
/// </remarks>
public static class LibStdCxxFit
{
    /// <summary>The version that the library asks for and an older libstdc++ lacks.</summary>
    public const string NewVersion = "GLIBCXX_3.4.32";

    private const string Library = "libstdc++.so.6";
    private const string OldVersion = "GLIBCXX_3.4";
    private const string NewSymbol = "_ZSt21ios_base_library_initv";
    private const string OldSymbol = "_ZNSt8ios_base4InitC1Ev";
    private const uint DynamicSymbols = 11;
    private const uint VersionNeeds = 0x6ffffffe;
    private const uint VersionOfSymbols = 0x6fffffff;

    /// <summary>The bytes of the fitted library; the same array where it does not need fitting.</summary>
    /// <param name="library">The bytes of the shared object; not changed.</param>
    /// <exception cref="FormatException">It is not such a library, or refers to <see cref="NewVersion"/> in another way than known.</exception>
    public static byte[] Fit(byte[] library)
    {
        var sections = Sections(library);
        var needs = sections.Find(s => s.Type == VersionNeeds)
            ?? throw new FormatException("The library has no record of needed versions (.gnu.version_r).");
        var names = sections[needs.Link];
        var entries = EntriesOf(library, needs, names);
        if (!entries.TryGetValue(NewVersion, out var asked))
        {
            return library;
        }

        if (!entries.TryGetValue(OldVersion, out var known))
        {
            throw new FormatException("The library needs " + NewVersion + " of " + Library + " but not " + OldVersion + ", to which the reference could be moved.");
        }

        var symbol = OnlySymbolOf(library, sections, UInt16(library, asked + 6));
        var fitted = (byte[])library.Clone();
        // An entry: hash (4 bytes), flags (2), version number (2), offset of the name (4), offset of the next entry (4).
        Array.Copy(library, known, fitted, asked, 4);
        Array.Copy(library, known + 8, fitted, asked + 8, 4);
        var replacement = Encoding.ASCII.GetBytes(OldSymbol.PadRight(NewSymbol.Length, '\0'));
        Array.Copy(replacement, 0, fitted, symbol, replacement.Length);
        return fitted;
    }

    private static List<Section> Sections(byte[] library)
    {
        if (library.Length < 64 || library[0] != 0x7f || library[1] != 'E' || library[2] != 'L' || library[3] != 'F' || library[4] != 2 || library[5] != 1)
        {
            throw new FormatException("The library is not a little-endian 64-bit ELF file.");
        }

        var table = Int64(library, 0x28);
        var size = UInt16(library, 0x3a);
        var sections = new List<Section>();
        for (var i = 0; i < UInt16(library, 0x3c); i++)
        {
            var at = table + (i * size);
            sections.Add(new Section(
                UInt32(library, at + 4), Int64(library, at + 24), Int64(library, at + 32), (int)UInt32(library, at + 40), (int)UInt32(library, at + 44)));
        }

        return sections;
    }

    /// <summary>The places of the versions that are needed of libstdc++, by name.</summary>
    private static Dictionary<string, long> EntriesOf(byte[] library, Section needs, Section names)
    {
        var entries = new Dictionary<string, long>();
        var need = needs.Offset;
        for (var i = 0; i < needs.Info; i++)
        {
            // A need: version (2 bytes), entries (2), offset of the file's name (4), of the first entry (4), of the next need (4).
            if (Name(library, names, UInt32(library, need + 4)) == Library)
            {
                var entry = need + UInt32(library, need + 8);
                for (var j = 0; j < UInt16(library, need + 2); j++)
                {
                    entries[Name(library, names, UInt32(library, entry + 8))] = entry;
                    entry += UInt32(library, entry + 12);
                }
            }

            need += UInt32(library, need + 12);
        }

        return entries;
    }

    /// <summary>The place of the name of the one symbol that is bound to a version, which must be the known one.</summary>
    private static long OnlySymbolOf(byte[] library, List<Section> sections, int version)
    {
        var symbols = sections.Find(s => s.Type == DynamicSymbols) ?? throw new FormatException("The library has no dynamic symbols.");
        var versions = sections.Find(s => s.Type == VersionOfSymbols) ?? throw new FormatException("The library's symbols have no versions.");
        var names = sections[symbols.Link];
        var found = -1L;
        for (var i = 0; i < symbols.Size / 24; i++)
        {
            if ((UInt16(library, versions.Offset + (2 * i)) & 0x7fff) != version)
            {
                continue;
            }

            var offset = UInt32(library, symbols.Offset + (24 * i));
            var name = Name(library, names, offset);
            if (name != NewSymbol)
            {
                throw new FormatException("The library needs " + name + "@" + NewVersion + "; only " + NewSymbol + " has a known equal in older systems.");
            }

            found = names.Offset + offset;
        }

        return found >= 0 ? found : throw new FormatException("The library needs " + NewVersion + " but no symbol of it.");
    }

    private static string Name(byte[] library, Section names, uint offset)
    {
        var start = (int)(names.Offset + offset);
        var end = start < 0 || start >= library.Length ? -1 : Array.IndexOf(library, (byte)0, start);
        return end >= 0 ? Encoding.ASCII.GetString(library, start, end - start) : throw Truncated();
    }

    private static ushort UInt16(byte[] library, long at) => (ushort)Number(library, at, 2);

    private static uint UInt32(byte[] library, long at) => (uint)Number(library, at, 4);

    private static long Int64(byte[] library, long at) => (long)Number(library, at, 8);

    private static ulong Number(byte[] library, long at, int size)
    {
        if (at < 0 || at > library.Length - size)
        {
            throw Truncated();
        }

        var value = 0UL;
        for (var i = size - 1; i >= 0; i--)
        {
            value = (value << 8) | library[at + i];
        }

        return value;
    }

    private static FormatException Truncated() => new FormatException("The library is cut off, or its tables point outside of it.");

    private sealed class Section
    {
        public Section(uint type, long offset, long size, int link, int info)
        {
            Type = type;
            Offset = offset;
            Size = size;
            Link = link;
            Info = info;
        }

        public uint Type { get; }

        public long Offset { get; }

        public long Size { get; }

        public int Link { get; }

        public int Info { get; }
    }
}

#if !NET
/// <summary>The build task around it. The tests compile this file for .NET and do without it, so they need no MSBuild.</summary>
public sealed class FitNativeLibrary : Microsoft.Build.Utilities.Task
{
    private static readonly string[] Folders =
    {
        "/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/lib/aarch64-linux-gnu", "/usr/lib/aarch64-linux-gnu",
        "/lib64", "/usr/lib64", "/lib", "/usr/lib",
    };

    /// <summary>The library in the output folder, usually a link into the package cache.</summary>
    [Microsoft.Build.Framework.Required]
    public string Library { get; set; }

    /// <inheritdoc/>
    public override bool Execute()
    {
        var system = SystemLibrary();
        if (system == null || Encoding.ASCII.GetString(File.ReadAllBytes(system)).Contains(LibStdCxxFit.NewVersion + "\0"))
        {
            return true;
        }

        try
        {
            var found = File.ReadAllBytes(Library);
            var fitted = LibStdCxxFit.Fit(found);
            if (fitted != found)
            {
                Replace(fitted);
                Log.LogMessage("Fitted {0} to {1}, which lacks {2}.", Library, system, LibStdCxxFit.NewVersion);
            }
        }
        catch (FormatException e)
        {
            Log.LogError("{0} cannot be fitted to {1}, which lacks {2}: {3}", Library, system, LibStdCxxFit.NewVersion, e.Message);
        }

        return !Log.HasLoggedErrors;
    }

    private static string SystemLibrary()
    {
        var own = (Environment.GetEnvironmentVariable("LD_LIBRARY_PATH") ?? "").Split(new[] { ':' }, StringSplitOptions.RemoveEmptyEntries);
        return own.Concat(Folders).Select(folder => Path.Combine(folder, "libstdc++.so.6")).FirstOrDefault(File.Exists);
    }

    /// <summary>Deletes the name first, so that nothing is written through a link.</summary>
    private void Replace(byte[] content)
    {
        var temporary = Library + ".fitted";
        File.WriteAllBytes(temporary, content);
        File.Delete(Library);
        File.Move(temporary, Library);
    }
}
#endif
