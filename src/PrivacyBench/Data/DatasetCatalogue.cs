namespace PrivacyBench.Data;

/// <summary>What is known of a data set before it is loaded.</summary>
/// <param name="Summary">What it is, in one sentence.</param>
/// <param name="Records">Its records.</param>
/// <param name="Features">Values of a record.</param>
/// <param name="Classes">Labels.</param>
/// <param name="Clients">Natural clients in words, or null.</param>
/// <param name="Citation">Whom to cite.</param>
/// <param name="Licence">Its licence.</param>
/// <param name="Checksum">SHA-256 of the shipped file; null where the set is not shipped.</param>
/// <param name="HowToGet">Where the set comes from and how to use it where it is not shipped.</param>
public sealed record DatasetEntry(
    string Summary, int Records, int Features, int Classes, string? Clients, string Citation, string Licence, string? Checksum, string? HowToGet = null)
{
    /// <summary>The folder where a system's package puts the set, or null; it is read there where no path is given.</summary>
    public string? InstalledAt { get; init; }

    /// <summary>The files that are downloaded when the set is asked for; empty where it is shipped or has to be got by hand.</summary>
    public IReadOnlyList<RemoteFile> Files { get; init; } = [];
}

/// <summary>The data sets that a scenario can name.</summary>
public static class DatasetCatalogue
{
    private const string CcBy = "CC BY 4.0 (UCI Machine Learning Repository)";

    private const string FashionMnistFolder = "/usr/share/datasets/fashion-mnist";

    private const string FashionMnistAddress = "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/";

    private const string OwnTable = "as a CSV file with a header, a column 'label'";

    /// <summary>The data sets by name.</summary>
    public static IReadOnlyDictionary<string, DatasetEntry> Datasets { get; } = new Dictionary<string, DatasetEntry>
    {
        ["digits"] = new(
            "Handwritten digits, 8×8 images.", 1797, 64, 10, null, "Alpaydin and Kaynak 1998, doi:10.24432/C50P49", CcBy,
            "50648e8e18e6f8a46b82324acb7d08dc95b5dd142c09bdfbd6fc5f34f4f61118"),
        ["breast-cancer"] = new(
            "Breast Cancer Wisconsin: cell nuclei, benign or malignant.", 569, 30, 2, null, "Wolberg, Mangasarian, Street, Street 1995, doi:10.24432/C5DW2B", CcBy,
            "baf62f3ccadf90d9f8c4ce5f5bdcd18278fdd4d28aeb76c7266c276c88f04bff"),
        ["heart-disease"] = new(
            "Heart disease in the patients of four hospitals.", 740, 15, 2, "4 hospitals", "Janosi, Steinbrunn, Pfisterer, Detrano 1989, doi:10.24432/C52P4X", CcBy,
            "61cbd9e4816d96bf7a8c54ccd70c66d3068056c8ee5145ec8da53f14d928b1fa"),
        ["letter"] = new(
            "Letters of the alphabet, from features of their images.", 20000, 16, 26, null, "Slate 1991, doi:10.24432/C5ZP40", CcBy,
            "f10c57c96972fee685690aec54d4d9b9d9e37d2e497adb87f0d160967a664895"),
        ["dna"] = new(
            "Splice junctions in DNA, binary coding.", 3186, 180, 3, null, "Molecular Biology (Splice-junction Gene Sequences) 1991, doi:10.24432/C5M888", CcBy,
            "324684aa995d7bc3cbdd64056f8d768316b538839f836992923b6443d7f9acb9"),
        ["spam"] = new(
            "Electronic mail, spam or not, from word frequencies.", 4601, 57, 2, null, "Hopkins, Reeber, Forman, Suermondt 1999, doi:10.24432/C53G6X", CcBy,
            "a52ee2efbec1fc2824f5dc2e3d28789e4cffeb7f81d07464f821ca093b162700"),
        ["sms-clusters"] = new(
            "Presence of 600 words in text messages; the labels are k-means clusters.", 4508, 600, 38, null, "Almeida and Hidalgo 2011, doi:10.24432/C5CC84", CcBy,
            "f2574f98533014ab17ecdd0122d6810b14e65965f3b639be2fb73eb7b1787833"),
        ["student"] = new(
            "Students' final grades in four bands, from background and habits.", 649, 46, 4, "2 schools", "Cortez 2008, doi:10.24432/C5TG7T", CcBy,
            "3890dfe48fae47b4cfe236423c21a586371f3803a6d4ddfa01a6ea1ed50d6ccd"),
        ["parkinsons-telemonitoring"] = new(
            "Voice features; motor UPDRS above the median.", 5875, 16, 2, "42 patients", "Tsanas and Little 2009, doi:10.24432/C5ZS3N", CcBy,
            "a55a8f89eb44cc1f748661b5b642ca98f36938da6af3b236b06c189b6ae8267d"),
        ["adult-10k"] = new(
            "A random tenth of the census set, one-hot.", 10000, 50, 2, null, "Becker and Kohavi 1996, doi:10.24432/C5XW20", CcBy,
            "54384aa9b6368caf2d137c83a78df9e05d430d14fff8d8baa2ce78f4c24a7b3d"),
        ["fashion-mnist-14x14"] = new(
            "Clothes, 14×14 images in 16 grey levels.", 10000, 196, 10, null, "Xiao, Rasul, Vollgraf 2017, arXiv:1708.07747", "MIT",
            "82f68ce90412cb1a0f9191db1503dc144076d926285320b45ac3ea5eae025155"),
        ["shakespeare"] = new(
            "40 characters of Shakespeare as numbers; the label is the next one.", 6000, 40, 60, "30 roles", "The plays of William Shakespeare", "public domain",
            "29d7e552c9751084998b43184922311e49ec4696c9ce4c1025b95ba02e42e219"),
        ["fashion-mnist"] = new(
            "Clothes, 28×28 images.", 60000, 784, 10, null, "Xiao, Rasul, Vollgraf 2017, arXiv:1708.07747", "MIT", null,
            $"install Debian's package dataset-fashion-mnist (it puts the files into {FashionMnistFolder}), or give the folder with train-images-idx3-ubyte.gz and train-labels-idx1-ubyte.gz as dataset.path")
        {
            InstalledAt = FashionMnistFolder,
            Files =
            [
                new(new($"{FashionMnistAddress}train-images-idx3-ubyte.gz"), "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
                new(new($"{FashionMnistAddress}train-labels-idx1-ubyte.gz"), "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
            ],
        },
        ["cifar-10"] = new(
            "Photographs of ten kinds of thing, 32×32 pixels in colour.", 50000, 3072, 10, null, "Krizhevsky 2009", "unknown", null,
            "take cifar-10-binary.tar.gz from www.cs.toronto.edu/~kriz/cifar.html and give it, or the folder with its data_batch_….bin, as dataset.path")
        {
            Files =
            [
                new(
                    new("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"),
                    "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd"),
            ],
        },
        ["location30"] = new(
            "Which places people visited, binary; a standard hard case of membership papers.", 5010, 446, 30, null,
            "Shokri, Stronati, Song, Shmatikov 2017, arXiv:1610.05820; Yang, Zhang, Qu 2016", "unknown", null,
            $"take dataset_location.tgz from github.com/privacytrustlab/datasets and give it {OwnTable} and 446 features, as dataset.path"),
        ["wisdm"] = new(
            "What people do, from their phone's accelerometer.", 5418, 45, 6, "36 people",
            "Kwapisz, Weiss, Moore 2010, doi:10.1145/1964897.1964918", "unclear", null,
            $"take the transformed examples of WISDM v1.1 from cis.fordham.edu/wisdm/dataset.php and give them {OwnTable}, a column 'client' and 45 features, as dataset.path"),
        ["tcga-brca"] = new(
            "Clinical records of breast cancer; died during follow-up or not.", 1088, 39, 2, "6 regions",
            "The Cancer Genome Atlas; split as in du Terrail et al. 2022 (FLamby), arXiv:2210.04620", "terms of the Genomic Data Commons", null,
            $"take Fed-TCGA-BRCA from github.com/owkin/FLamby and give it {OwnTable}, a column 'client' and 39 features, as dataset.path"),
    };
}
