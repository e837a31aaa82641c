// A LIF neuron in Go (standard library only) behind the protocol of lifspec: one JSON object per line on stdin and stdout.
//
//	go build -o go-adapter adapters/go-adapter.go
//
// It is the clock-driven neuron of textbooks: exact decay, fires at 1, refractory for whole steps.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math"
	"os"
)

type request struct {
	ID      int
	Command string
	Input   input
}

type input struct {
	DtSeconds, TauRcSeconds, TauRefSeconds, Amplitude float64
	MinVoltage                                        *float64 // nil: no floor
	InitialVoltage                                    []float64
	Current                                           [][]float64
	State                                             *state
}

type state struct {
	Voltage []float64 `json:"voltage"`
	Waiting []int     `json:"waiting"`
}

type output struct {
	Spikes      [][]int     `json:"spikes"`
	SpikeHeight float64     `json:"spikeHeight"`
	Voltage     [][]float64 `json:"voltage"`
	State       state       `json:"state"`
}

const about = `{"id":%d,"implementation":{"name":"clock-driven LIF in Go","version":"1.0.0","language":"Go"},"protocol":4,` +
	`"capabilities":["neuron"],"precision":"float64","conventions":{"comparison":">=","spikeHeight":"amplitude",` +
	`"refractory":"nearest"}}` + "\n"

func neuron(given input) output {
	dt, tau, floor := given.DtSeconds, given.TauRcSeconds, math.Inf(-1)
	if given.MinVoltage != nil {
		floor = *given.MinVoltage
	}
	now := state{given.InitialVoltage, make([]int, len(given.InitialVoltage))}
	spikes, trace := make([][]int, len(now.Voltage)), [][]float64{}
	for n := range spikes {
		spikes[n] = []int{}
	}
	if given.State != nil {
		now = *given.State
	}
	charge, refractory := -math.Expm1(-dt/tau), int(math.Round(math.Round(given.TauRefSeconds/dt*1e9)/1e9))
	for step, currents := range given.Current {
		row := make([]float64, len(currents))
		for n, current := range currents {
			if now.Waiting[n] > 0 {
				now.Waiting[n]--
				continue
			}
			row[n] = math.Max(now.Voltage[n]+float64((current-now.Voltage[n])*charge), floor)
			if row[n] >= 1 {
				row[n], now.Waiting[n] = 0, refractory
				spikes[n] = append(spikes[n], step)
			}
		}
		now.Voltage = row
		trace = append(trace, row)
	}
	return output{spikes, given.Amplitude, trace, now}
}

func main() {
	requests, answers := bufio.NewReader(os.Stdin), json.NewEncoder(os.Stdout)
	for {
		line, err := requests.ReadBytes('\n')
		var asked request
		if err != nil || json.Unmarshal(line, &asked) != nil || asked.Command == "stop" {
			return
		}
		if asked.Command == "start" {
			fmt.Printf(about, asked.ID)
		} else if answers.Encode(map[string]any{"id": asked.ID, "output": neuron(asked.Input)}) != nil {
			os.Exit(1)
		}
	}
}
