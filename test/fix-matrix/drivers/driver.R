# Runs the programs of a list in this process, each after its .env, and writes what each printed as JSON.
args <- commandArgs(trailingOnly = TRUE)
quoted <- function(text) {
  text <- gsub("\\", "\\\\", text, fixed = TRUE)
  text <- gsub("\"", "\\\"", text, fixed = TRUE)
  text <- gsub("\n", "\\n", text, fixed = TRUE)
  paste0("\"", gsub("\t", "\\t", text, fixed = TRUE), "\"")
}
entries <- character(0)
for (line in readLines(args[1], encoding = "UTF-8")) {
  fields <- strsplit(paste0(line, "\t."), "\t", fixed = TRUE)[[1]]
  printed <- tryCatch(
    capture.output(source(fields[2], encoding = "UTF-8", local = new.env())),
    error = function(error) { message(fields[1], " ", conditionMessage(error)); NULL }
  )
  if (!is.null(printed)) entries <- c(entries, paste0(quoted(fields[1]), ":", quoted(paste(printed, collapse = "\n"))))
}
writeLines(paste0("{", paste(entries, collapse = ","), "}"), args[2], useBytes = TRUE)
